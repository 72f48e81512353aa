import { formatCpf } from "../identifiers/cpf";
import type { DemoPerson } from "./people";

const style = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
  body { margin: 0; background: light-dark(#f3f4f7, #10151f); color: light-dark(#1b1b1b, #eef1f6); }
  header { padding: .75rem 1rem; background: #ffcd07; color: #1b1b1b; text-align: center; font-weight: 700; }
  main { max-width: 32rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
  h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
  section { background: light-dark(#fff, #1a2130); border: 1px solid light-dark(#c9ced8, #3a4458);
    border-radius: .5rem; padding: 1rem; margin-top: 1rem; }
  label { display: block; font-weight: 600; margin-top: .75rem; }
  input { box-sizing: border-box; width: 100%; padding: .55rem .7rem; font: inherit; color: inherit;
    background: transparent; border: 1px solid #888; border-radius: .375rem; }
  button { font: inherit; cursor: pointer; }
  .main { margin-top: 1rem; padding: .55rem 1.5rem; border: 0; border-radius: 99px;
    background: #1351b4; color: #fff; font-weight: 600; }
  .quiet { padding: .5rem 0; border: 0; background: none; color: inherit; text-decoration: underline; }
  .person { display: block; width: 100%; text-align: left; padding: .6rem .7rem; margin-top: .4rem; color: inherit;
    background: transparent; border: 1px solid light-dark(#c9ced8, #3a4458); border-radius: .375rem; }
  .person small { display: block; }
  .error { color: light-dark(#a3160a, #ff9d8f); font-weight: 600; }
  :focus-visible { outline: 3px solid #c2850c; outline-offset: 2px; }
`;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const quote = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

function page(body: string): string {
  return `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>gov.br simulado</title>
<link rel="icon" href="data:,">
<style>${style}</style></head><body>
<header>Simulação para demonstração. Este não é o gov.br: não use dados reais.</header>
<main>${body}</main></body></html>`;
}

/** The simulated provider's login: choose a demo person, or type CPF and password. */
export function govbrPage(action: string, people: readonly DemoPerson[], error?: string): string {
  const buttons = people.map(
    ({ key, name, cpf, about }) =>
      `<button class="person" name="key" value="${quote(key)}">${quote(name)}
        <small>${formatCpf(cpf)} · ${quote(about)}</small></button>`,
  );
  return page(`<h1>gov.br simulado</h1><p>Entre como uma das pessoas inventadas da demonstração.</p>
<section><h2>CPF e senha</h2>${error ? `<p class="error" role="alert">${quote(error)}</p>` : ""}
<form method="post" action="${quote(action)}">
<label for="cpf">CPF</label><input id="cpf" name="cpf" inputmode="numeric" autocomplete="off" required>
<label for="password">Senha</label><input id="password" name="password" type="password" autocomplete="off" required>
<button class="main">Entrar</button></form></section>
<section><h2>Ou escolha uma pessoa</h2><form method="post" action="${quote(action)}">${buttons.join("")}</form></section>
<form method="post" action="${quote(action)}"><button class="quiet" name="cancel" value="1">Cancelar e voltar ao portal</button></form>`);
}

/** A page of the simulated provider that only says something. */
export function messagePage(text: string): string {
  return page(`<h1>gov.br simulado</h1><p>${quote(text)}</p>`);
}
