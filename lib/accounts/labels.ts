/** What went wrong at login, as the codes that travel in the login page's address. */
const messages = {
  credentials: {
    title: "CPF ou senha não conferem",
    body: "Confira os dois e tente de novo.",
  },
  cpf: {
    title: "Este CPF não existe",
    body: "Confira os onze números e tente de novo.",
  },
  disabled: {
    title: "Esta conta está desativada",
    body: "Fale com o departamento que atende você para saber o motivo ou pedir que seja reativada.",
  },
  cancelled: {
    title: "Você cancelou a entrada pelo gov.br",
    body: "Se quiser, tente de novo ou entre com CPF e senha.",
  },
  unreachable: {
    title: "O gov.br não respondeu",
    body: "Tente de novo em alguns minutos ou entre com CPF e senha.",
  },
  govbr: {
    title: "Não foi possível confirmar sua entrada pelo gov.br",
    body: "Nada foi alterado. Comece de novo pelo botão Entrar com gov.br.",
  },
  unlinked: {
    title: "A senha não confere",
    body: "Por segurança, o pedido foi encerrado. Para tentar outra vez, comece de novo pelo botão Entrar com gov.br.",
  },
  expired: {
    title: "O pedido de confirmação não vale mais",
    body: "Comece de novo pelo botão Entrar com gov.br.",
  },
  stale: {
    title: "A página de entrada ficou aberta por muito tempo",
    body: "Ela foi renovada. Tente de novo.",
  },
  offline: {
    title: "Sem conexão",
    body: "Verifique a sua internet e tente de novo.",
  },
  blocked: {
    title: "O navegador não abriu a janela do gov.br",
    body: "Permita janelas deste portal ou entre com CPF e senha.",
  },
  unavailable: {
    title: "O portal está temporariamente indisponível",
    body: "Tente de novo em alguns instantes.",
  },
  unexpected: {
    title: "Algo deu errado do nosso lado",
    body: "Tente de novo em alguns minutos.",
  },
} as const;

/** next-auth's own codes, in our words. */
const foreign = new Map<string, keyof typeof messages>([
  ["OAuthSignin", "unreachable"],
  ["OAuthCallback", "govbr"],
  ["Callback", "govbr"],
]);

export interface LoginMessage {
  title: string;
  body: string;
}

/** A code of the login page's address. `wait-4`: too many attempts, try again in four minutes. */
export type LoginCode = keyof typeof messages | `wait-${number}`;

/** The words for a code; what is not a code of ours gets the general ones. */
export function loginMessage(code: string): LoginMessage {
  const minutes = Number(/^wait-([1-9]\d?)$/.exec(code)?.[1] ?? 0);
  if (minutes > 0) {
    return {
      title: `Muitas tentativas. Tente de novo em ${minutes} ${minutes === 1 ? "minuto" : "minutos"}.`,
      body: "Se esqueceu a senha, entre com gov.br ou fale com o departamento que atende você.",
    };
  }
  return messages[isKnown(code) ? code : (foreign.get(code) ?? "unexpected")];
}

/** The code that tells how long to wait, in whole minutes. */
export const waitCode = (seconds: number): LoginCode => `wait-${Math.min(99, Math.ceil(seconds / 60))}`;

function isKnown(code: string): code is keyof typeof messages {
  return Object.hasOwn(messages, code);
}
