import type { FieldType, FileKind } from "./schema";

/** What to type, for each type whose answer has a form of its own. */
export const EXPECTED: Record<Exclude<FieldType, "info">, string> = {
  text: "escreva um texto.",
  long_text: "escreva um texto.",
  number: "escreva só o número, por exemplo 12 ou 12,5.",
  money: "escreva o valor em reais, por exemplo 1.234,56.",
  date: "escreva uma data que exista, como 21/11/2026.",
  choice: "escolha uma das opções da lista.",
  choices: "escolha entre as opções da lista.",
  yes_no: "escolha sim ou não.",
  cpf: "confira os 11 números do CPF.",
  cnpj: "confira os 14 caracteres do CNPJ.",
  plate: "escreva a placa como ABC1234 ou ABC1D23.",
  chassis: "confira os 17 caracteres do chassi: não há letras I, O nem Q, e os 4 últimos são números.",
  renavam: "confira os 11 números do RENAVAM.",
  phone: "escreva o telefone com DDD, por exemplo (69) 98400-0000.",
  email: "escreva o e-mail completo, como nome@exemplo.com.br.",
  cep: "escreva os 8 números do CEP.",
  file: "anexe um arquivo.",
};

export const FILE_KIND_LABELS: Record<FileKind, string> = {
  pdf: "PDF",
  image: "imagem",
  document: "documento de texto",
  spreadsheet: "planilha",
  text: "texto simples",
  audio: "áudio",
  video: "vídeo",
  zip: "ZIP",
};

/** The content types that count as each kind. */
export const FILE_KIND_TYPES: Record<FileKind, readonly string[]> = {
  pdf: ["application/pdf"],
  image: ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/tiff"],
  document: [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
  ],
  spreadsheet: [
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "text/csv",
  ],
  text: ["text/plain", "text/csv"],
  audio: ["audio/mpeg", "audio/ogg", "audio/wav", "audio/x-m4a"],
  video: ["video/mp4", "video/webm", "video/quicktime"],
  zip: ["application/zip"],
};
