import type { FormDefinitionInput } from "../forms/schema";
import type { DemoService } from "./catalog";

type Field = FormDefinitionInput["subjects"][number]["sections"][number]["fields"][number];

const purpose =
  "Os dados servem para identificar o veículo e o contrato e para atender ao pedido. Base legal: cumprimento de obrigação legal (Lei 13.709/2018, art. 7º, II; Lei 9.503/1997).";
const steps = [
  "A instituição envia os documentos do caso",
  "O Detran confere",
  "O gravame é tratado e você confere o resultado",
];

const plate: Field = {
  id: "plate",
  type: "plate",
  label: "Placa",
  help: "Modelo antigo ou Mercosul.",
  required: true,
};
const chassis: Field = { id: "chassi", type: "chassis", label: "Chassi", required: true };

/** A document that only one case demands. */
const documentFor = (id: string, label: string, value: string): Field => ({
  id,
  type: "file",
  label,
  kinds: ["pdf", "image"],
  max: 3,
  showIf: { field: "case", op: "equals", value },
  requiredIf: { field: "case", op: "equals", value },
});

export const DETRAN_SERVICES: readonly DemoService[] = [
  {
    slug: "instituicoes-financeiras",
    category: "veiculos",
    name: "Instituições Financeiras",
    summary: "Gravames e contratos: inclusão, baixa e desbloqueio.",
    icon: "building",
    description:
      "Atendimento às instituições credoras sobre gravames e contratos de financiamento de veículos.",
    audience: "Operadores de instituições credoras com as classes 122 e 151.",
    documents: ["Conforme o caso escolhido no formulário"],
    steps,
    longestTime: "5 dias úteis",
    purpose,
    titleTemplate: "{service} - {subject} - {case} - {plate} - ({number})",
    access: "classes",
    classes: ["122", "151"],
    classMatch: "all",
    reopenWindowDays: 0,
    form: {
      subjects: [
        {
          id: "desbloqueio",
          label: "Desbloqueio para Cancelamento de Gravame",
          keywords: ["gravame", "furto", "roubo", "baixa"],
          sections: [
            {
              id: "caso",
              title: "Caso",
              fields: [
                {
                  id: "case",
                  type: "choice",
                  label: "Caso",
                  required: true,
                  options: [
                    { id: "furto_roubo", label: "Veículo com Furto/Roubo" },
                    { id: "ordem_judicial", label: "Veículo com Ordem Judicial" },
                    { id: "perda_total", label: "Veículo com Perda Total" },
                  ],
                },
                {
                  id: "orientacao",
                  type: "info",
                  label: "Documentos deste caso",
                  text: "Envie o boletim de ocorrência e o termo de quitação. Sem eles o pedido não pode ser analisado.",
                  showIf: { field: "case", op: "equals", value: "furto_roubo" },
                },
              ],
            },
            {
              id: "veiculo",
              title: "Veículo",
              fields: [plate, chassis, { id: "renavam", type: "renavam", label: "RENAVAM" }],
            },
            {
              id: "documentos",
              title: "Documentos do caso",
              showIf: { field: "case", op: "filled" },
              fields: [
                documentFor("boletim", "Boletim de ocorrência", "furto_roubo"),
                documentFor("quitacao", "Termo de quitação do contrato", "furto_roubo"),
                documentFor("decisao", "Decisão judicial", "ordem_judicial"),
                documentFor("laudo", "Laudo da seguradora", "perda_total"),
                { id: "observacao", type: "long_text", label: "Observação" },
              ],
            },
          ],
        },
        {
          id: "inclusao",
          label: "Inclusão de Contrato",
          sections: [
            {
              id: "contrato",
              title: "Contrato",
              fields: [
                plate,
                chassis,
                {
                  id: "numero_contrato",
                  type: "text",
                  label: "Número do contrato",
                  required: true,
                  maxLength: 30,
                },
                {
                  id: "assinatura",
                  type: "date",
                  label: "Data da assinatura",
                  required: true,
                  max: { daysFromToday: 0 },
                },
                { id: "valor", type: "money", label: "Valor financiado", min: 1 },
                { id: "cpf", type: "cpf", label: "CPF do comprador" },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "inclusao",
        answers: {
          plate: "IVX4B21",
          chassi: "9BWZZZ377VT004251",
          numero_contrato: "2026-0048817",
          assinatura: "2026-01-15",
          valor: "48900,00",
          cpf: "52998224725",
        },
        question: "O contrato informado já consta para outro chassi. O número está correto?",
        reply: "O número correto é 2026-0048871, houve troca dos dois últimos algarismos.",
        solution:
          "Contrato 2026-0048871 incluído para o veículo. A consulta pela placa já mostra o gravame ativo.",
        refusal: "A consulta mostra o gravame com a data de assinatura errada.",
      },
      {
        subject: "inclusao",
        answers: {
          plate: "JAK7294",
          chassi: "9BFZZZ54ZNB123456",
          numero_contrato: "CT-77120",
          assinatura: "2026-02-03",
          valor: "31200,00",
        },
        question: "Falta informar o CPF de quem comprou. Pode responder aqui?",
        reply: "É o CPF 111.222.333-96, conforme o contrato.",
        solution: "Contrato incluído e enviado à base nacional, que respondeu sem divergências.",
        refusal: "A base nacional ainda devolve divergência de chassi.",
      },
    ],
  },
  {
    slug: "consulta-de-gravame",
    category: "veiculos",
    name: "Consulta de gravame",
    summary: "Situação do gravame e histórico de um veículo.",
    icon: "file-search",
    description: "Consulta da situação do gravame para quem tem a classe 122.",
    audience: "Operadores de instituições credoras com a classe 122.",
    documents: [],
    steps,
    longestTime: "1 dia útil",
    purpose,
    titleTemplate: "{service} - {plate} - ({number})",
    access: "classes",
    classes: ["122"],
    classMatch: "any",
    reopenWindowDays: 0,
    form: {
      subjects: [
        {
          id: "situacao",
          label: "Situação do gravame",
          sections: [
            {
              id: "veiculo",
              fields: [
                plate,
                { id: "motivo", type: "long_text", label: "O que precisa saber", required: true },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "situacao",
        answers: {
          plate: "IQH3F88",
          motivo: "O gravame aparece ativo, mas o contrato foi quitado em janeiro.",
        },
        question: "A baixa foi enviada pelo sistema de contratos? Em que dia?",
        reply: "Foi enviada em 20 de janeiro.",
        solution:
          "A baixa de 20 de janeiro ficou retida por divergência de RENAVAM. Corrigimos e o gravame está baixado.",
        refusal: "A consulta pública ainda mostra o gravame ativo.",
      },
      {
        subject: "situacao",
        answers: { plate: "MLT5090", motivo: "Precisamos do histórico dos gravames do veículo desde 2022." },
        question: "O histórico é para todos os credores ou só para a sua instituição?",
        reply: "Só os da nossa instituição.",
        solution: "O histórico está no documento em anexo: dois gravames, o último baixado em março de 2025.",
        refusal: "Falta o gravame de 2023.",
      },
    ],
  },
  {
    slug: "cadastro-de-instituicao",
    category: "veiculos",
    name: "Cadastro da instituição",
    summary: "Dados da instituição, representantes e certificados.",
    icon: "users",
    description: "Atualização do cadastro da instituição credora e de quem a representa.",
    audience: "Pessoas de instituições credoras.",
    documents: ["Ato de designação do representante"],
    steps,
    longestTime: "3 dias úteis",
    purpose,
    access: "institutions",
    reopenWindowDays: 0,
    form: {
      subjects: [
        {
          id: "representante",
          label: "Trocar o representante",
          sections: [
            {
              id: "dados",
              fields: [
                { id: "cnpj", type: "cnpj", label: "CNPJ da instituição", required: true },
                { id: "cpf", type: "cpf", label: "CPF do novo representante", required: true },
                { id: "telefone", type: "phone", label: "Telefone" },
                { id: "observacao", type: "long_text", label: "Observação" },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "representante",
        answers: {
          cnpj: "11022033000159",
          cpf: "22232425290",
          observacao: "A representante anterior deixou a instituição.",
        },
        question: "Pode anexar o ato de designação assinado?",
        reply: "Segue o ato em anexo.",
        solution: "Representante trocado. O novo já pode entrar com o próprio CPF.",
        refusal: "O novo representante entra, mas não vê a instituição.",
      },
    ],
  },
];
