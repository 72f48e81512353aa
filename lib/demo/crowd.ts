import type { DemoDepartment } from "./people";

/** Requesters without a login: they fill the queues and the lists of the demo. */
export const CROWD: readonly string[] = [
  "Adriana Lemos Pacheco",
  "Alessandro Viana Torres",
  "Beatriz Falcão Nunes",
  "Cláudio Meireles Dantas",
  "Daniela Queiroz Serpa",
  "Edson Carvalho Brandão",
  "Fabiana Moura Leal",
  "Geraldo Pimentel Rocha",
  "Ivone Castilho Barros",
  "Jéssica Amorim Tavares",
  "Kleber Guimarães Sales",
  "Larissa Benevides Cruz",
  "Marcelo Quintana Flores",
  "Natália Xavier Portela",
  "Osvaldo Bittencourt Ramos",
  "Patrícia Lacerda Gomes",
  "Quitéria Alencar Bezerra",
  "Rafael Montenegro Dias",
  "Simone Caldas Ferraz",
  "Tiago Evangelista Borges",
  "Ubirajara Matos Siqueira",
  "Vanessa Coutinho Prates",
  "Wagner Sardinha Mello",
  "Yara Figueiredo Campelo",
];

/** Attendants without a login. */
export const MORE_ATTENDANTS: Record<DemoDepartment, readonly string[]> = {
  siop: ["Renata Sobral Cunha", "Vinícius Prates Moura"],
  detran: ["Aline Bastos Correia"],
  financas: ["Josué Ferreira Paz", "Débora Santiago Luz"],
  cidadao: ["Iracema Vilela Gomes"],
};

/** What people write under their stars. */
export const COMMENTS: Record<number, readonly string[]> = {
  1: [
    "Demorou muito e precisei explicar a mesma coisa três vezes.",
    "Não resolveu e ninguém ligou de volta.",
  ],
  2: [
    "Resolveu, mas depois do prazo que eu tinha.",
    "A primeira resposta não tinha relação com o meu pedido.",
  ],
  3: ["Atendimento educado, porém lento.", "Resolveu em parte."],
  4: [
    "Bom atendimento. Só faltou avisar antes que precisava do documento.",
    "Rápido e claro.",
    "Gostei de acompanhar por aqui.",
  ],
  5: [
    "Excelente. Resolveram no mesmo dia.",
    "Atendente muito atencioso, explicou cada passo.",
    "Muito melhor do que ligar.",
    "Tudo certo, obrigado.",
  ],
};

/** Notes that attendants leave for each other. */
export const NOTES: readonly string[] = [
  "Falei por telefone com a pessoa; está de acordo com o encaminhamento.",
  "Caso parecido com o da semana passada, mesma causa.",
  "Conferir com a equipe de cadastro antes de responder.",
  "Pedi ao setor de dados o registro do acesso.",
];

/** Why a request is not approved in the analysis. */
export const REJECTIONS: readonly string[] = [
  "O laudo enviado tem mais de 12 meses. Envie um novo pedido com um laudo recente.",
  "O documento está ilegível na parte da assinatura. Fotografe com mais luz e abra um novo chamado a partir deste.",
];
