import type { DemoService } from "./catalog";

const purpose =
  "Os dados servem para prestar o serviço e avisar sobre o andamento. Base legal: execução de políticas públicas (Lei 13.709/2018, art. 7º, III; Lei 13.460/2017).";
const audience = "Qualquer cidadão.";

export const CIDADAO_SERVICES: readonly DemoService[] = [
  {
    slug: "carteira-da-pessoa-com-deficiencia",
    category: "cidadania",
    name: "Carteira da pessoa com deficiência",
    summary: "Primeira via, renovação e segunda via da carteira.",
    icon: "id-card",
    description: "Pedido da carteira, que passa por análise dos documentos antes do atendimento.",
    audience: "Pessoas com deficiência ou quem as representa.",
    documents: ["Laudo médico dos últimos 12 meses; sem ele, agendamos a perícia"],
    steps: [
      "A equipe analisa os documentos",
      "Um atendente cuida do pedido",
      "Você recebe a carteira em PDF",
    ],
    longestTime: "15 dias",
    purpose,
    analysis: true,
    form: {
      subjects: [
        {
          id: "primeira_via",
          label: "Primeira via",
          sections: [
            {
              id: "pessoa",
              title: "Para quem é",
              fields: [
                { id: "propria", type: "yes_no", label: "A carteira é para você?", required: true },
                {
                  id: "nome",
                  type: "text",
                  label: "Nome de quem vai usar a carteira",
                  required: true,
                  showIf: { field: "propria", op: "equals", value: false },
                },
                {
                  id: "cpf",
                  type: "cpf",
                  label: "CPF de quem vai usar a carteira",
                  required: true,
                  showIf: { field: "propria", op: "equals", value: false },
                },
                {
                  id: "nascimento",
                  type: "date",
                  label: "Data de nascimento",
                  required: true,
                  min: { date: "1900-01-01" },
                  max: { daysFromToday: 0 },
                },
              ],
            },
            {
              id: "documentos",
              title: "Documentos",
              fields: [
                { id: "laudo", type: "file", label: "Laudo médico", kinds: ["pdf", "image"], max: 3 },
                { id: "descricao", type: "long_text", label: "Algo que a equipe precise saber" },
              ],
            },
          ],
        },
        {
          id: "segunda_via",
          label: "Segunda via",
          sections: [
            {
              id: "motivo_via",
              fields: [
                {
                  id: "motivo",
                  type: "choice",
                  label: "Motivo",
                  required: true,
                  options: [
                    { id: "perda", label: "Perda" },
                    { id: "roubo", label: "Roubo" },
                    { id: "dano", label: "Dano" },
                  ],
                },
                {
                  id: "nascimento",
                  type: "date",
                  label: "Data de nascimento",
                  required: true,
                  max: { daysFromToday: 0 },
                },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "primeira_via",
        answers: {
          propria: false,
          nome: "Mateus Prado Lima",
          cpf: "52998224725",
          nascimento: "2015-08-20",
          descricao: "É para o meu filho, que tem deficiência auditiva.",
        },
        question: "O laudo enviado está sem a assinatura do médico. Pode enviar outro?",
        reply: "Segue o laudo assinado, emitido nesta semana.",
        solution:
          "A carteira está pronta em PDF. A versão impressa chega em até 20 dias no endereço do cadastro.",
        refusal: "O nome saiu sem o sobrenome Prado.",
      },
      {
        subject: "segunda_via",
        answers: { motivo: "perda", nascimento: "1979-11-02" },
        question: "O endereço de entrega continua o mesmo?",
        reply: "Continua o mesmo.",
        solution: "Segunda via emitida. O PDF está disponível e a impressa segue pelo correio.",
        refusal: "O PDF abre em branco no meu celular.",
      },
    ],
  },
  {
    slug: "ouvidoria",
    category: "cidadania",
    name: "Ouvidoria",
    summary: "Elogio, sugestão, reclamação ou denúncia.",
    icon: "megaphone",
    description:
      "Manifestações sobre os serviços públicos. Nenhuma é recusada e não é preciso dizer o motivo.",
    audience,
    documents: [],
    steps: ["Recebemos e damos o comprovante", "Analisamos", "Respondemos em até 30 dias"],
    longestTime: "30 dias (Lei 13.460/2017, art. 16)",
    purpose,
    form: {
      subjects: [
        {
          id: "reclamacao",
          label: "Reclamação",
          sections: [
            {
              id: "texto",
              fields: [
                { id: "orgao", type: "text", label: "Sobre qual órgão" },
                {
                  id: "descricao",
                  type: "long_text",
                  label: "O que aconteceu",
                  required: true,
                  maxLength: 10000,
                },
                { id: "anexos", type: "file", label: "Documentos ou fotos", max: 5 },
              ],
            },
          ],
        },
        {
          id: "elogio",
          label: "Elogio",
          sections: [
            {
              id: "texto",
              fields: [
                {
                  id: "descricao",
                  type: "long_text",
                  label: "Quem ou o que você quer elogiar",
                  required: true,
                },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "reclamacao",
        answers: {
          orgao: "Posto de atendimento da Zona Leste",
          descricao:
            "Esperei três horas com senha preferencial e o painel não chamava. Outras pessoas passaram na frente.",
        },
        question: "Em que dia e horário foi? Ainda tem o papel da senha?",
        reply: "Foi na terça, às 14h. Segue a foto da senha P047.",
        solution:
          "O painel estava com defeito e foi trocado. A chefia do posto orientou a equipe sobre a fila preferencial.",
        refusal: "Voltei ao posto e o painel continua sem chamar as senhas preferenciais.",
      },
      {
        subject: "elogio",
        answers: {
          descricao:
            "A atendente do guichê 4 teve paciência para explicar tudo à minha mãe, que não enxerga bem.",
        },
        question: "Lembra o dia, para o elogio constar na ficha dela?",
        reply: "Foi na sexta da semana passada, de manhã.",
        solution: "O elogio foi registrado na ficha da servidora, que agradece.",
        refusal: "O elogio foi para a pessoa errada; quem atendeu foi a colega ao lado.",
      },
    ],
  },
  {
    slug: "agendamento-e-orientacao",
    category: "cidadania",
    name: "Agendamento e orientação",
    summary: "Marcar, remarcar e saber o que levar.",
    icon: "calendar",
    description: "Ajuda para marcar atendimento presencial e saber quais documentos levar.",
    audience,
    documents: [],
    steps: ["Você diz o serviço e o melhor dia", "A equipe confirma", "Você comparece no horário"],
    longestTime: "2 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "marcar",
          label: "Marcar atendimento",
          sections: [
            {
              id: "quando",
              fields: [
                { id: "dia", type: "date", label: "Melhor dia" },
                {
                  id: "periodo",
                  type: "choice",
                  label: "Período",
                  required: true,
                  options: [
                    { id: "manha", label: "Manhã" },
                    { id: "tarde", label: "Tarde" },
                  ],
                },
                { id: "telefone", type: "phone", label: "Telefone para confirmar" },
                { id: "descricao", type: "long_text", label: "Para qual serviço", required: true },
              ],
            },
          ],
        },
      ],
    },
    cases: [
      {
        subject: "marcar",
        answers: {
          periodo: "manha",
          telefone: "(61) 99101-2020",
          descricao: "Preciso de atendimento para a identidade da minha avó, que usa cadeira de rodas.",
        },
        question: "A unidade do centro tem entrada acessível e vaga na quinta às 9h. Serve?",
        reply: "Serve, obrigado. Precisa levar a certidão?",
        solution:
          "Marcado para quinta às 9h na unidade do centro. Levem a certidão de nascimento ou casamento e uma conta de luz.",
        refusal: "Chegamos na unidade e o horário não constava.",
      },
    ],
  },
];
