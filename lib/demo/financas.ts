import type { DemoService } from "./catalog";

const purpose =
  "Os dados servem para identificar o contribuinte e o imposto e para responder ao pedido. Base legal: cumprimento de obrigação legal (Lei 13.709/2018, art. 7º, II).";
const audience = "Qualquer pessoa, física ou jurídica.";
const steps = [
  "Você informa o veículo ou o débito",
  "A equipe confere o cadastro",
  "Você recebe a resposta e a avalia",
];

export const FINANCAS_SERVICES: readonly DemoService[] = [
  {
    slug: "ipva",
    category: "tributos",
    name: "IPVA",
    summary: "Primeiro emplacamento, cálculo, isenção e restituição.",
    icon: "car",
    description:
      "Dúvidas e correções sobre o imposto de veículos: primeiro emplacamento, valor, isenção, pagamento em dobro.",
    audience,
    documents: ["Nota fiscal, no primeiro emplacamento", "Documento do veículo"],
    steps,
    longestTime: "5 dias úteis",
    purpose,
    titleTemplate: "{service} - {subject} - {plate}",
    form: {
      subjects: [
        {
          id: "primeiro_emplacamento",
          label: "1º Emplacamento",
          keywords: ["veículo novo", "zero", "nota fiscal"],
          sections: [
            {
              id: "veiculo",
              title: "Veículo",
              fields: [
                {
                  id: "renavam",
                  type: "renavam",
                  label: "RENAVAM",
                  help: "Está no documento do veículo.",
                  required: true,
                },
                { id: "plate", type: "plate", label: "Placa", help: "Se já tiver." },
                { id: "nota", type: "file", label: "Nota fiscal", kinds: ["pdf", "image"], max: 2 },
                { id: "descricao", type: "long_text", label: "Conte o que precisa", required: true },
              ],
            },
          ],
        },
        {
          id: "restituicao",
          label: "Paguei duas vezes",
          keywords: ["devolução", "dobro"],
          sections: [
            {
              id: "pagamento",
              title: "Pagamento",
              fields: [
                { id: "plate", type: "plate", label: "Placa", required: true },
                { id: "valor", type: "money", label: "Valor pago a mais", required: true, min: 1 },
                {
                  id: "pago_em",
                  type: "date",
                  label: "Dia do segundo pagamento",
                  required: true,
                  max: { daysFromToday: 0 },
                },
                { id: "comprovantes", type: "file", label: "Comprovantes", kinds: ["pdf", "image"], max: 4 },
              ],
            },
          ],
        },
        {
          id: "isencao",
          label: "Isenção",
          sections: [
            {
              id: "pedido",
              fields: [
                { id: "plate", type: "plate", label: "Placa", required: true },
                {
                  id: "motivo",
                  type: "choice",
                  label: "Motivo",
                  required: true,
                  options: [
                    { id: "deficiencia", label: "Pessoa com deficiência" },
                    { id: "taxi", label: "Táxi" },
                    { id: "idade", label: "Veículo com mais de 15 anos" },
                  ],
                },
                { id: "descricao", type: "long_text", label: "Observação" },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "primeiro_emplacamento",
        answers: {
          renavam: "00639884962",
          plate: "NDK8F12",
          descricao:
            "Comprei o carro em março e o valor do imposto veio do ano inteiro. Não deveria ser proporcional?",
        },
        question: "Pode enviar a nota fiscal? O cálculo usa a data de emissão dela.",
        reply: "Segue a foto da nota fiscal, emitida em 12 de março.",
        solution:
          "O valor foi refeito de março a dezembro. O novo boleto já pode ser emitido pela placa ou pelo RENAVAM.",
        refusal: "O boleto novo saiu com o valor antigo.",
      },
      {
        subject: "restituicao",
        answers: { plate: "NBX1J34", valor: "612,40", pago_em: "2026-02-10" },
        question: "Os dois pagamentos foram no mesmo banco? Precisamos dos dois comprovantes.",
        reply: "Um foi no aplicativo do banco e o outro na lotérica. Seguem os dois.",
        solution: "A devolução foi aprovada. O valor entra na conta indicada em até 15 dias.",
        refusal: "A conta que aparece na resposta não é a minha.",
      },
      {
        subject: "isencao",
        answers: {
          plate: "OHL2230",
          motivo: "idade",
          descricao: "O carro é de 2009 e a cobrança apareceu mesmo assim.",
        },
        question: "O ano de fabricação no documento é 2009 ou 2010?",
        reply: "No documento consta 2009, modelo 2010.",
        solution: "A isenção vale a partir deste ano, pelo ano de fabricação. A cobrança foi cancelada.",
        refusal: "A cobrança sumiu, mas aparece uma multa por atraso.",
      },
    ],
  },
  {
    slug: "certidao-negativa",
    category: "tributos",
    name: "Certidão negativa de débitos",
    summary: "Emissão, pendências que impedem e validade.",
    icon: "scroll",
    description: "Ajuda para emitir a certidão e entender o que a impede.",
    audience,
    documents: [],
    steps,
    longestTime: "2 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "emissao",
          label: "Não consigo emitir",
          sections: [
            {
              id: "quem",
              title: "Contribuinte",
              fields: [
                {
                  id: "pessoa",
                  type: "choice",
                  label: "A certidão é de",
                  required: true,
                  options: [
                    { id: "fisica", label: "Pessoa física" },
                    { id: "juridica", label: "Pessoa jurídica" },
                  ],
                },
                {
                  id: "cpf",
                  type: "cpf",
                  label: "CPF",
                  required: true,
                  showIf: { field: "pessoa", op: "equals", value: "fisica" },
                },
                {
                  id: "cnpj",
                  type: "cnpj",
                  label: "CNPJ",
                  required: true,
                  showIf: { field: "pessoa", op: "equals", value: "juridica" },
                },
                { id: "descricao", type: "long_text", label: "O que aparece na tela", required: true },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "emissao",
        answers: {
          pessoa: "fisica",
          cpf: "52998224725",
          descricao: "A certidão não sai por causa de um débito de 2019 que já paguei.",
        },
        question: "O pagamento foi por boleto ou por parcelamento?",
        reply: "Foi por parcelamento, a última parcela foi em 2021.",
        solution: "O parcelamento foi baixado e as certidões já podem ser emitidas pelo portal.",
        refusal: "A certidão sai, mas como positiva com efeito de negativa.",
      },
    ],
  },
  {
    slug: "parcelamento",
    category: "tributos",
    name: "Parcelamento de débitos",
    summary: "Simular, pedir e acompanhar parcelas.",
    icon: "calculator",
    description: "Parcelamento de débitos de impostos estaduais.",
    audience,
    documents: [],
    steps,
    longestTime: "5 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "pedido",
          label: "Pedir parcelamento",
          sections: [
            {
              id: "debito",
              fields: [
                { id: "valor", type: "money", label: "Valor do débito", required: true, min: 1 },
                { id: "parcelas", type: "number", label: "Parcelas", required: true, min: 2, max: 60 },
                { id: "cep", type: "cep", label: "CEP do endereço atual" },
                { id: "descricao", type: "long_text", label: "Observação" },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "pedido",
        answers: {
          valor: "8400,00",
          parcelas: "24",
          cep: "76801-059",
          descricao: "Gostaria que a parcela vencesse depois do dia 10.",
        },
        question: "O dia de vencimento possível é 10, 20 ou 30. Qual prefere?",
        reply: "Prefiro o dia 20.",
        solution:
          "Parcelamento feito em 24 vezes, com vencimento no dia 20. A primeira parcela está disponível.",
        refusal: "O boleto da primeira parcela saiu com vencimento no dia 10.",
      },
    ],
  },
  {
    slug: "nota-fiscal-eletronica",
    category: "tributos",
    name: "Nota fiscal eletrônica",
    summary: "Credenciamento, rejeições e cancelamento fora do prazo.",
    icon: "receipt",
    description: "Apoio a quem emite nota fiscal eletrônica.",
    audience: "Empresas e contadores.",
    documents: [],
    steps,
    longestTime: "3 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "rejeicao",
          label: "Nota rejeitada",
          sections: [
            {
              id: "nota",
              fields: [
                { id: "cnpj", type: "cnpj", label: "CNPJ de quem emite", required: true },
                {
                  id: "codigo",
                  type: "number",
                  label: "Código da rejeição",
                  required: true,
                  min: 100,
                  max: 9999,
                },
                { id: "descricao", type: "long_text", label: "O que aconteceu", required: true },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "rejeicao",
        answers: {
          cnpj: "22033044000150",
          codigo: "203",
          descricao: "Todas as notas voltam como emissor não habilitado desde segunda.",
        },
        question: "A inscrição estadual foi alterada recentemente?",
        reply: "Mudamos de endereço na semana passada.",
        solution: "A habilitação foi refeita com o endereço novo. Envie de novo uma das notas rejeitadas.",
        refusal: "A nota agora volta com o código 205.",
      },
    ],
  },
];
