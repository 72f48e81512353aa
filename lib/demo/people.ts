import type { AccountOrigin, GovbrLevel, OperatorKind, ProfileRole } from "@/db/enums";

/** The password of every demo login, here and at the simulated gov.br. */
export const DEMO_PASSWORD = "guiche-demo";

export type DemoDepartment = "siop" | "detran" | "financas" | "cidadao";

export interface DemoInstitution {
  key: "horizonte" | "serra-verde" | "atlantico";
  name: string;
  cnpj: string;
}

/** What a demo person's account holds, and how gov.br knows them. */
export interface DemoPerson {
  key: string;
  name: string;
  cpf: string;
  email: string;
  phone: string;
  /** Who this is, in the words of the login page. */
  about: string;
  origin: AccountOrigin;
  admin?: true;
  profiles?: { department: DemoDepartment; role: ProfileRole; ordinance?: string; moderator?: true }[];
  operator?: { institution: DemoInstitution["key"]; kind: OperatorKind; classes: string[] };
  /** `emailShown` is off where gov.br has no confirmed e-mail to tell. */
  govbr: { level: GovbrLevel; emailShown: boolean };
}

export const DEMO_INSTITUTIONS: readonly DemoInstitution[] = [
  { key: "horizonte", name: "Banco Horizonte S.A.", cnpj: "11022033000159" },
  { key: "serra-verde", name: "Cooperativa de Crédito Serra Verde", cnpj: "22033044000150" },
  { key: "atlantico", name: "Financeira Atlântico S.A.", cnpj: "A1B2C3D4000193" },
];

const gold = { level: "gold", emailShown: true } as const;
const silver = { level: "silver", emailShown: true } as const;
const bronze = { level: "bronze", emailShown: false } as const;

const managerOf = (department: DemoDepartment) =>
  ({ department, role: "manager", ordinance: "Portaria nº 112/2026", moderator: true }) as const;

/** The invented people who can log in to the demo. Names, numbers and addresses belong to nobody. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    key: "ana",
    name: "Ana Beatriz Moreira",
    cpf: "11122233396",
    email: "ana.moreira@planejamento.example",
    phone: "61990010001",
    about: "Requerente, servidora de um ministério",
    origin: "institution",
    govbr: gold,
  },
  {
    key: "joao",
    name: "João Pedro Cardoso",
    cpf: "22233344405",
    email: "joao.cardoso@correio.example",
    phone: "11990010002",
    about: "Cidadão que se cadastrou com senha",
    origin: "self",
    govbr: silver,
  },
  {
    key: "rita",
    name: "Rita de Cássia Prado",
    cpf: "33344455508",
    email: "rita.prado@correio.example",
    phone: "85990010003",
    about: "Cidadã, conta criada pelo órgão",
    origin: "institution",
    govbr: bronze,
  },
  {
    key: "carlos",
    name: "Carlos Eduardo Nogueira",
    cpf: "12131415168",
    email: "carlos.nogueira@siop.example",
    phone: "6120010101",
    about: "Atendente do SIOP",
    origin: "institution",
    profiles: [{ department: "siop", role: "technician" }],
    govbr: gold,
  },
  {
    key: "fernanda",
    name: "Fernanda Lopes Siqueira",
    cpf: "13141516146",
    email: "fernanda.siqueira@detran.example",
    phone: "6120010201",
    about: "Atendente do Detran",
    origin: "institution",
    profiles: [{ department: "detran", role: "technician" }],
    govbr: gold,
  },
  {
    key: "paulo",
    name: "Paulo Henrique Batista",
    cpf: "14151617124",
    email: "paulo.batista@financas.example",
    phone: "6120010301",
    about: "Atendente de Finanças",
    origin: "institution",
    profiles: [{ department: "financas", role: "technician" }],
    govbr: silver,
  },
  {
    key: "luciana",
    name: "Luciana Farias Melo",
    cpf: "15161718102",
    email: "luciana.melo@cidadao.example",
    phone: "6120010401",
    about: "Atendente do Cidadão",
    origin: "institution",
    profiles: [{ department: "cidadao", role: "technician" }],
    govbr: silver,
  },
  {
    key: "roberto",
    name: "Roberto Azevedo Lins",
    cpf: "16171819190",
    email: "roberto.lins@guiche.example",
    phone: "6120010001",
    about: "Gestor dos quatro departamentos",
    origin: "institution",
    profiles: [managerOf("siop"), managerOf("detran"), managerOf("financas"), managerOf("cidadao")],
    govbr: gold,
  },
  {
    key: "marcia",
    name: "Márcia Teixeira Duarte",
    cpf: "21222324202",
    email: "marcia.duarte@horizonte.example",
    phone: "1130010101",
    about: "Usuária master do Banco Horizonte",
    origin: "institution",
    operator: { institution: "horizonte", kind: "master", classes: ["122"] },
    govbr: gold,
  },
  {
    key: "bruno",
    name: "Bruno Sampaio Reis",
    cpf: "22232425290",
    email: "bruno.reis@horizonte.example",
    phone: "1130010102",
    about: "Operador do Banco Horizonte, classes 122 e 151",
    origin: "institution",
    operator: { institution: "horizonte", kind: "operator", classes: ["122", "151"] },
    govbr: gold,
  },
  {
    key: "camila",
    name: "Camila Rocha Antunes",
    cpf: "23242526279",
    email: "camila.antunes@horizonte.example",
    phone: "1130010103",
    about: "Operadora do Banco Horizonte, classe 122",
    origin: "institution",
    operator: { institution: "horizonte", kind: "operator", classes: ["122"] },
    govbr: silver,
  },
  {
    key: "sergio",
    name: "Sérgio Valadares Pinto",
    cpf: "31323334335",
    email: "sergio.pinto@serraverde.example",
    phone: "5430010201",
    about: "Usuário master da Cooperativa Serra Verde",
    origin: "institution",
    operator: { institution: "serra-verde", kind: "master", classes: ["122"] },
    govbr: gold,
  },
  {
    key: "diego",
    name: "Diego Martins Falcão",
    cpf: "32333435313",
    email: "diego.falcao@serraverde.example",
    phone: "5430010202",
    about: "Operador da Cooperativa Serra Verde, classes 122 e 151",
    origin: "institution",
    operator: { institution: "serra-verde", kind: "operator", classes: ["122", "151"] },
    govbr: silver,
  },
  {
    key: "elisa",
    name: "Elisa Monteiro Guedes",
    cpf: "33343536300",
    email: "elisa.guedes@serraverde.example",
    phone: "5430010203",
    about: "Operadora da Cooperativa Serra Verde, sem classe",
    origin: "institution",
    operator: { institution: "serra-verde", kind: "operator", classes: [] },
    govbr: bronze,
  },
  {
    key: "gustavo",
    name: "Gustavo Henrique Paes",
    cpf: "41424344468",
    email: "gustavo.paes@atlantico.example",
    phone: "2130010301",
    about: "Usuário master da Financeira Atlântico",
    origin: "institution",
    operator: { institution: "atlantico", kind: "master", classes: ["122"] },
    govbr: gold,
  },
  {
    key: "helena",
    name: "Helena Vasconcelos Lima",
    cpf: "42434445446",
    email: "helena.lima@atlantico.example",
    phone: "2130010302",
    about: "Operadora da Financeira Atlântico, classes 122 e 151",
    origin: "institution",
    operator: { institution: "atlantico", kind: "operator", classes: ["122", "151"] },
    govbr: silver,
  },
  {
    key: "igor",
    name: "Igor Bezerra Campos",
    cpf: "43444546424",
    email: "igor.campos@atlantico.example",
    phone: "2130010303",
    about: "Operador da Financeira Atlântico, classe 151",
    origin: "institution",
    operator: { institution: "atlantico", kind: "operator", classes: ["151"] },
    govbr: silver,
  },
  {
    key: "marina",
    name: "Marina Couto Teles",
    cpf: "90919293913",
    email: "marina.teles@guiche.example",
    phone: "6120010002",
    about: "Administradora do portal",
    origin: "institution",
    admin: true,
    govbr: gold,
  },
];

/** Somebody gov.br knows and the portal does not: the first login there opens an account here. */
export const DEMO_NEWCOMER: DemoPerson = {
  key: "tereza",
  name: "Tereza Cristina Amaral",
  cpf: "91929394900",
  email: "tereza.amaral@correio.example",
  phone: "71990010004",
  about: "Cidadã sem conta no portal",
  origin: "govbr",
  govbr: silver,
};

/** A demo person by key, for seeds and tests. */
export function demoPerson(key: string): DemoPerson {
  const person = [...DEMO_PEOPLE, DEMO_NEWCOMER].find((candidate) => candidate.key === key);
  if (!person) throw new Error(`No demo person has the key ${key}.`);
  return person;
}
