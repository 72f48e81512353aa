/** By what the script of the login page (components/entering) finds its parts in the markup. */

/** The form that asks CPF and password; a demo login fills itself in there. */
export const LOGIN_FORM = "entrar-com-cpf";

/** Above it the words about what went wrong are put. */
export const LOGIN_HEAD = "entrar";

/** Pieces of markup that are shown later. */
export const TEMPLATES = {
  notice: "molde-aviso",
  busy: "molde-ocupado",
  offline: "molde-sem-conexao",
} as const;
