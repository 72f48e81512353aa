import type { FormDefinitionInput } from "../forms/schema";
import type { DemoService } from "./catalog";

type Section = FormDefinitionInput["subjects"][number]["sections"][number];

const purpose =
  "Os dados servem para atender ao pedido e avisar sobre o andamento. Base legal: execução de políticas públicas (Lei 13.709/2018, art. 7º, III, e art. 23).";
const audience =
  "Servidores dos órgãos setoriais, das unidades orçamentárias e das assessorias parlamentares.";
const steps = [
  "Você descreve o pedido",
  "A equipe atende ou pergunta o que faltar",
  "Você confere a solução e responde",
];

const exercise = {
  id: "exercicio",
  type: "choice" as const,
  label: "Exercício",
  required: true,
  options: [
    { id: "e2025", label: "2025" },
    { id: "e2026", label: "2026" },
    { id: "e2027", label: "2027" },
  ],
};
const unit = {
  id: "unidade",
  type: "text" as const,
  label: "Unidade orçamentária",
  help: "Os cinco números da unidade, como 47101.",
  required: true,
  pattern: "[0-9]{5}",
  patternHint: "Escreva os cinco números da unidade, como 47101.",
};
const description = {
  id: "descricao",
  type: "long_text" as const,
  label: "O que você precisa",
  help: "Conte o que tentou fazer, em que tela, e o que apareceu.",
  required: true,
  minLength: 10,
};
const evidence = {
  id: "evidencias",
  type: "file" as const,
  label: "Telas ou documentos",
  kinds: ["image" as const, "pdf" as const, "spreadsheet" as const],
  max: 5,
};

const request = (...fields: Section["fields"]): Section[] => [{ id: "pedido", title: "Pedido", fields }];

export const SIOP_SERVICES: readonly DemoService[] = [
  {
    slug: "siop-emendas-parlamentares",
    category: "atendimentos-especificos",
    name: "SIOP Emendas Parlamentares",
    summary: "Indicação de beneficiários, impedimento técnico e consulta de valores.",
    icon: "landmark",
    description:
      "Atendimento sobre emendas individuais, de bancada e de comissão no SIOP: indicação de beneficiários, registro de impedimento técnico e consulta de valores.",
    audience,
    documents: ["Número da emenda", "Ofício da unidade, quando houver alteração de beneficiário"],
    steps,
    longestTime: "3 dias úteis",
    purpose,
    titleTemplate: "{service} - {subject} - {emenda}",
    form: {
      subjects: [
        {
          id: "beneficiario",
          label: "Indicação de beneficiário",
          keywords: ["cnpj", "prefeitura", "indicar"],
          sections: [
            {
              id: "emenda_dados",
              title: "Emenda",
              fields: [
                exercise,
                {
                  id: "emenda",
                  type: "text",
                  label: "Número da emenda",
                  help: "Oito números, como 20260012.",
                  required: true,
                  pattern: "[0-9]{8}",
                  patternHint: "Escreva os oito números da emenda, como 20260012.",
                },
                {
                  id: "tipo",
                  type: "choice",
                  label: "Tipo de emenda",
                  required: true,
                  options: [
                    { id: "individual", label: "Individual" },
                    { id: "bancada", label: "De bancada" },
                    { id: "comissao", label: "De comissão" },
                  ],
                },
                {
                  id: "bancada_uf",
                  type: "text",
                  label: "Estado da bancada",
                  help: "A sigla, como RO.",
                  required: true,
                  maxLength: 2,
                  pattern: "[A-Z]{2}",
                  patternHint: "Escreva a sigla do estado em maiúsculas, como RO.",
                  showIf: { field: "tipo", op: "equals", value: "bancada" },
                },
              ],
            },
            {
              id: "beneficiario_dados",
              title: "Beneficiário",
              fields: [
                { id: "cnpj", type: "cnpj", label: "CNPJ do beneficiário", required: true },
                { id: "valor", type: "money", label: "Valor indicado", required: true, min: 1 },
                description,
                evidence,
              ],
            },
          ],
        },
        {
          id: "impedimento",
          label: "Impedimento técnico",
          keywords: ["impedido", "prazo", "justificativa"],
          sections: request(
            exercise,
            { id: "emenda", type: "text", label: "Número da emenda", required: true, maxLength: 20 },
            {
              id: "fase",
              type: "choice",
              label: "Fase do impedimento",
              required: true,
              options: [
                { id: "registro", label: "Registro" },
                { id: "superacao", label: "Superação" },
              ],
            },
            {
              id: "oficio",
              type: "file",
              label: "Ofício que comprova a superação",
              kinds: ["pdf"],
              max: 2,
              requiredIf: { field: "fase", op: "equals", value: "superacao" },
              showIf: { field: "fase", op: "equals", value: "superacao" },
            },
            description,
          ),
        },
        {
          id: "consulta",
          label: "Consulta de valores",
          sections: request(exercise, unit, description, evidence),
        },
      ],
    },
    cases: [
      {
        subject: "beneficiario",
        answers: {
          exercicio: "e2026",
          emenda: "20260184",
          tipo: "individual",
          cnpj: "04801221000110",
          valor: "350000,00",
          descricao:
            "Ao indicar o município como beneficiário aparece a mensagem de que o CNPJ não está habilitado, embora ele conste na lista do ministério. O prazo da indicação termina nesta semana.",
        },
        question:
          "Conferimos e o CNPJ informado está na lista, mas com a natureza jurídica antiga. Pode enviar o comprovante de inscrição atual do município?",
        reply: "Segue o comprovante emitido hoje. A natureza jurídica já está correta na Receita.",
        solution:
          "Atualizamos o cadastro do beneficiário e a indicação já pode ser feita em Emendas, Indicação de beneficiários. Conferimos com a emenda 20260184 e o município aparece na lista.",
        refusal: "O município aparece na lista, mas ao salvar continua a mesma mensagem. Segue a tela.",
      },
      {
        subject: "impedimento",
        answers: {
          exercicio: "e2026",
          emenda: "20260077",
          fase: "registro",
          descricao:
            "Precisamos registrar o impedimento técnico da emenda por incompatibilidade do objeto com a ação, mas o botão de registrar não aparece para o perfil da unidade.",
        },
        question: "Qual é o perfil do usuário que tenta registrar, e em que momento o botão some?",
        reply: "O perfil é o de unidade orçamentária. O botão some depois de escolher o exercício de 2026.",
        solution:
          "O perfil da unidade estava sem a permissão para o exercício de 2026. Ela foi dada agora; saia do SIOP e entre de novo para ver o botão Registrar impedimento.",
        refusal: "Entrei de novo e o botão continua sem aparecer para a segunda pessoa da nossa unidade.",
      },
      {
        subject: "consulta",
        answers: {
          exercicio: "e2025",
          unidade: "47101",
          descricao:
            "O total empenhado das emendas da unidade não bate com o relatório do mês anterior: a diferença é de R$ 12.400,00.",
        },
        question: "A diferença está em qual emenda? O relatório do mês anterior foi tirado em que dia?",
        reply: "Está na emenda 20250311. O relatório é de 30 de setembro.",
        solution:
          "A diferença vem de uma anulação de empenho de 2 de outubro. O relatório de outubro já a considera; o caminho é Relatórios, Execução, Emendas.",
        refusal: "A anulação é de outra emenda. A diferença continua na 20250311.",
      },
    ],
  },
  {
    slug: "alteracoes-orcamentarias",
    category: "atendimentos-especificos",
    name: "Alterações orçamentárias",
    summary: "Créditos adicionais, remanejamentos e prazos dos pedidos.",
    icon: "banknote",
    description: "Orientação e correção de pedidos de alteração orçamentária em qualquer fase.",
    audience,
    documents: ["Número do pedido de alteração"],
    steps,
    longestTime: "2 dias úteis",
    purpose,
    titleTemplate: "{service} - {subject} - pedido {pedido}",
    form: {
      subjects: [
        {
          id: "credito",
          label: "Crédito suplementar",
          keywords: ["suplementação", "decreto", "portaria"],
          sections: request(
            exercise,
            unit,
            { id: "pedido", type: "text", label: "Número do pedido", required: true, maxLength: 12 },
            { id: "valor", type: "money", label: "Valor", min: 1 },
            description,
            evidence,
          ),
        },
        {
          id: "remanejamento",
          label: "Remanejamento entre ações",
          sections: request(exercise, unit, description, evidence),
        },
      ],
    },
    cases: [
      {
        subject: "credito",
        answers: {
          exercicio: "e2026",
          unidade: "26298",
          pedido: "184522",
          valor: "1250000,00",
          descricao:
            "O pedido 184522 foi devolvido sem justificativa visível. Precisamos saber o que corrigir antes do fechamento da janela.",
        },
        question: "A devolução foi feita pelo órgão setorial. Vocês veem a aba Histórico do pedido?",
        reply: "Vemos a aba, mas ela aparece vazia.",
        solution:
          "A aba Histórico estava vazia por uma falha de permissão, já corrigida. A justificativa da devolução é a fonte 1444 sem saldo; troque a fonte e envie de novo.",
        refusal: "A fonte foi trocada e o pedido voltou de novo, agora sem nenhuma mensagem.",
      },
      {
        subject: "remanejamento",
        answers: {
          exercicio: "e2026",
          unidade: "26101",
          descricao:
            "Como remanejar saldo entre duas ações do mesmo programa sem alterar o plano orçamentário?",
        },
        question: "As duas ações são da mesma unidade?",
        reply: "Sim, as duas são da 26101.",
        solution:
          "Use o tipo de alteração 120. O plano orçamentário de destino é preenchido sozinho quando as ações são da mesma unidade. O passo a passo está no manual, capítulo 5.",
        refusal: "O tipo 120 não aparece na nossa lista.",
      },
    ],
  },
  {
    slug: "acesso-e-perfis",
    category: "atendimentos-especificos",
    name: "Acesso e perfis",
    summary: "Entrar no sistema, trocar de unidade, pedir ou retirar perfil.",
    icon: "key",
    description: "Inclusão e retirada de pessoas, perfis e unidades; dificuldades para entrar.",
    audience,
    documents: ["Ofício de designação, para perfis de aprovação"],
    steps,
    longestTime: "1 dia útil",
    purpose,
    form: {
      subjects: [
        {
          id: "incluir",
          label: "Pedir perfil para uma pessoa",
          sections: request(
            { id: "cpf", type: "cpf", label: "CPF da pessoa", required: true },
            { id: "nome", type: "text", label: "Nome completo", required: true },
            unit,
            {
              id: "perfis",
              type: "choices",
              label: "Perfis",
              required: true,
              options: [
                { id: "consulta", label: "Consulta" },
                { id: "elaboracao", label: "Elaboração" },
                { id: "aprovacao", label: "Aprovação" },
              ],
            },
            {
              id: "oficio",
              type: "file",
              label: "Ofício de designação",
              kinds: ["pdf"],
              max: 1,
              showIf: { field: "perfis", op: "contains", value: "aprovacao" },
              requiredIf: { field: "perfis", op: "contains", value: "aprovacao" },
            },
          ),
        },
        { id: "entrar", label: "Não consigo entrar", sections: request(description, evidence) },
      ],
    },
    cases: [
      {
        subject: "incluir",
        answers: {
          cpf: "52998224725",
          nome: "Marcos Antônio Ribeiro",
          unidade: "47101",
          perfis: ["consulta", "elaboracao"],
        },
        question: "O CPF informado já tem acesso por outra unidade. O acesso antigo deve continuar?",
        reply: "Não, ele mudou de unidade e o acesso antigo pode sair.",
        solution:
          "O acesso por outra unidade foi retirado e os perfis de consulta e elaboração foram dados na 47101.",
        refusal: "A pessoa ainda vê a unidade antiga ao entrar.",
      },
      {
        subject: "entrar",
        answers: {
          descricao:
            "Depois da troca do celular não recebo mais o código de confirmação para entrar, e a tela volta ao começo.",
        },
        question: "Qual é o horário da última tentativa? Assim achamos o registro do acesso.",
        reply: "Hoje, às 9h40.",
        solution:
          "O aparelho antigo foi desligado da sua conta. Na próxima entrada, leia o código da tela com o novo.",
        refusal: "A tela pede o código antes de mostrar o desenho para ler.",
      },
    ],
  },
  {
    slug: "acompanhamento-orcamentario",
    category: "atendimentos-especificos",
    name: "Acompanhamento orçamentário",
    summary: "Metas físicas, restos a pagar e avaliação das ações.",
    icon: "clipboard-check",
    description: "Preenchimento do acompanhamento das ações, metas físicas e localizadores.",
    audience,
    documents: [],
    steps,
    longestTime: "3 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "metas",
          label: "Metas físicas",
          sections: request(
            exercise,
            unit,
            { id: "quantidade", type: "number", label: "Quantidade realizada", min: 0, decimals: 2 },
            { id: "apuracao", type: "date", label: "Data da apuração", max: { daysFromToday: 0 } },
            description,
          ),
        },
      ],
    },
    cases: [
      {
        subject: "metas",
        answers: {
          exercicio: "e2026",
          unidade: "44201",
          quantidade: "1250,5",
          descricao:
            "O produto da ação mudou de unidade de medida e o valor realizado passou a aparecer mil vezes maior.",
        },
        question: "Em que localizador isso acontece?",
        reply: "Em todos os da região Norte.",
        solution: "A conversão da unidade de medida foi refeita nos localizadores da região Norte.",
        refusal: "No Acre o valor continua errado.",
      },
    ],
  },
  {
    slug: "plano-plurianual",
    category: "atendimentos-especificos",
    name: "Plano plurianual",
    summary: "Objetivos, indicadores e entregas do PPA.",
    icon: "calendar",
    description: "Revisão, monitoramento e registro de entregas do plano plurianual.",
    audience,
    documents: [],
    steps,
    longestTime: "5 dias úteis",
    purpose,
    form: {
      subjects: [
        { id: "monitoramento", label: "Monitoramento", sections: request(exercise, description, evidence) },
      ],
    },
    cases: [
      {
        subject: "monitoramento",
        answers: {
          exercicio: "e2026",
          descricao: "O indicador do objetivo 0123 não aceita o valor apurado, que é negativo.",
        },
        question: "O indicador admite valores negativos por definição?",
        reply: "Sim, é uma variação percentual.",
        solution: "O indicador foi marcado como variação e agora aceita valores negativos.",
        refusal: "Aceita o valor, mas o gráfico mostra zero.",
      },
    ],
  },
  {
    slug: "relatorios-e-consultas",
    category: "atendimentos-especificos",
    name: "Relatórios e consultas",
    summary: "Dados do orçamento, extrações e painéis.",
    icon: "file-search",
    description: "Apoio para montar consultas, corrigir relatórios e pedir extrações de dados.",
    audience,
    documents: [],
    steps,
    longestTime: "3 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "extracao",
          label: "Pedir extração de dados",
          sections: request(
            exercise,
            {
              id: "formato",
              type: "choice",
              label: "Formato",
              required: true,
              options: [
                { id: "csv", label: "CSV" },
                { id: "xlsx", label: "Planilha" },
              ],
            },
            { id: "email", type: "email", label: "E-mail de quem recebe" },
            description,
          ),
        },
        { id: "erro", label: "Relatório com erro", sections: request(description, evidence) },
      ],
    },
    cases: [
      {
        subject: "extracao",
        answers: {
          exercicio: "e2025",
          formato: "xlsx",
          descricao:
            "Execução mensal por ação e plano orçamentário das unidades 26101 e 26298, de janeiro a setembro.",
        },
        question: "A extração deve trazer os restos a pagar?",
        reply: "Sim, processados e não processados em colunas separadas.",
        solution: "A planilha está anexada, com os restos a pagar em duas colunas e um resumo por unidade.",
        refusal: "Falta o mês de setembro na segunda aba.",
      },
      {
        subject: "erro",
        answers: {
          descricao:
            "O relatório de dotação atualizada mostra a fonte 1000 duas vezes, com valores diferentes.",
        },
        question: "O filtro usado inclui as fontes do exercício anterior?",
        reply: "Não, só as do exercício corrente.",
        solution:
          "O relatório somava fontes de recursos condicionadas. A consulta foi corrigida e o relatório, publicado de novo.",
        refusal: "Continua duplicada quando agrupo por natureza.",
      },
    ],
  },
  {
    slug: "sistema-fora-do-ar",
    category: "tratamento-de-incidentes",
    name: "Sistema fora do ar",
    summary: "Quando nada abre ou tudo está lento.",
    icon: "server",
    description:
      "Falhas que impedem o trabalho de muita gente: sistema que não abre, lentidão, erros gerais.",
    audience,
    documents: [],
    steps: ["Você conta o que acontece", "A equipe verifica e avisa", "Você confirma que voltou"],
    longestTime: "4 horas úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "indisponivel",
          label: "Não abre",
          sections: request(
            {
              id: "aviso",
              type: "info",
              label: "Antes de enviar",
              text: "Se outra pessoa da sua unidade já avisou, não é preciso abrir outro chamado.",
              tone: "warning",
            },
            { id: "todos", type: "yes_no", label: "Acontece com outras pessoas?", required: true },
            {
              id: "quantas",
              type: "number",
              label: "Quantas pessoas, mais ou menos",
              required: true,
              min: 1,
              max: 10000,
              showIf: { field: "todos", op: "equals", value: true },
            },
            description,
            evidence,
          ),
        },
        { id: "lentidao", label: "Lentidão", sections: request(description, evidence) },
      ],
    },
    cases: [
      {
        subject: "indisponivel",
        answers: {
          todos: true,
          quantas: "12",
          descricao: "Desde as 8h15 a página inicial não abre para ninguém da coordenação; aparece erro 503.",
        },
        question: "Continua agora? Trocamos um servidor às 9h05.",
        reply: "Voltou para a maioria, duas pessoas ainda veem o erro.",
        solution:
          "O servidor com defeito foi retirado. Quem ainda vê o erro deve fechar o navegador e abrir de novo.",
        refusal: "Fechei o navegador e o erro voltou agora há pouco.",
      },
      {
        subject: "lentidao",
        answers: { descricao: "Salvar um localizador leva mais de dois minutos no período da tarde." },
        question: "Acontece em qualquer unidade ou só na 26298?",
        reply: "Só notamos na 26298, que tem muitos localizadores.",
        solution:
          "Uma consulta ao salvar percorria todos os localizadores. Corrigida: salvar leva agora menos de dois segundos.",
        refusal: "Melhorou, mas no fim da tarde voltou a demorar.",
      },
    ],
  },
  {
    slug: "erro-em-tela",
    category: "tratamento-de-incidentes",
    name: "Erro em uma tela",
    summary: "Mensagem de erro, botão que não responde, dado que some.",
    icon: "bug",
    description: "Defeitos em uma tela ou função do sistema.",
    audience,
    documents: ["Imagem da tela com o erro"],
    steps,
    longestTime: "2 dias úteis",
    purpose,
    form: {
      subjects: [
        {
          id: "erro",
          label: "Mensagem de erro",
          sections: request(
            { id: "tela", type: "text", label: "Nome da tela", required: true },
            {
              id: "codigo",
              type: "text",
              label: "Código do erro",
              help: "Aparece no rodapé da mensagem, quando existe.",
            },
            description,
            { ...evidence, required: true },
          ),
        },
        { id: "dados", label: "Dado que sumiu ou mudou", sections: request(unit, description, evidence) },
      ],
    },
    cases: [
      {
        subject: "dados",
        answers: {
          unidade: "26101",
          descricao: "A justificativa da ação 20RK, que estava preenchida ontem, hoje aparece em branco.",
        },
        question: "Lembram o horário em que ela foi salva pela última vez?",
        reply: "Por volta das 16h de ontem.",
        solution:
          "O texto foi recuperado da cópia das 17h de ontem. A causa, duas pessoas salvando ao mesmo tempo, está em correção.",
        refusal: "O texto recuperado é o da semana passada.",
      },
    ],
  },
  {
    slug: "integracao-e-servicos-web",
    category: "tratamento-de-incidentes",
    name: "Integração e serviços web",
    summary: "Troca de dados entre o SIOP e o sistema do seu órgão.",
    icon: "database",
    description: "Credenciais, certificados e falhas na troca automática de dados.",
    audience: "Equipes de tecnologia dos órgãos setoriais.",
    documents: [],
    steps,
    longestTime: "2 dias úteis",
    purpose,
    form: {
      subjects: [{ id: "falha", label: "Falha na integração", sections: request(description, evidence) }],
    },
    cases: [
      {
        subject: "falha",
        answers: {
          descricao:
            "O serviço de consulta de dotação passou a recusar o nosso certificado desde a renovação.",
        },
        question: "Qual é o número de série do certificado novo?",
        reply: "Segue o número de série e a cadeia completa em anexo.",
        solution:
          "A cadeia da nova autoridade foi incluída. O teste com o certificado de vocês respondeu sem erro.",
        refusal: "O ambiente de homologação ainda recusa.",
      },
    ],
  },
];
