import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import Provider, { type Configuration } from "oidc-provider";
import { parseCpf } from "../identifiers/cpf";
import { govbrPage, messagePage } from "./govbr-pages";
import { DEMO_NEWCOMER, DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from "./people";

/** A private RSA key and the name it goes by. */
export type SigningKey = JsonWebKey & { kid: string };

export interface GovbrSetup {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the portal is: the callback and the page after leaving are registered for it. */
  portal: string;
  people?: readonly DemoPerson[];
  /** Made anew when absent. */
  key?: SigningKey;
}

const SESSION_COOKIE = "govbr-simulado";

/** A fresh signing key with the real provider's name for it. */
export function makeKey(): SigningKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: "rsa1", alg: "RS256" };
}

/**
 * A real OpenID provider that behaves as gov.br does, with its oddities: the CPF in the id_token's sub has a
 * hyphen, flags are text there and boolean in userinfo, the e-mail can be absent, the key says no use,
 * the id_token lives a minute, and leaving is possible without discovery telling so.
 */
export function createGovbr(setup: GovbrSetup): Provider {
  const people = setup.people ?? [...DEMO_PEOPLE, DEMO_NEWCOMER];
  const provider = new Provider(setup.issuer, configuration(setup, people));
  provider.use(async (context, next) => {
    const { path, method } = context;
    if (path === "/logout") {
      leave(context, setup);
      return;
    }
    if (!path.startsWith("/interaction/")) {
      await next();
      if (path === "/jwk") for (const key of context.body.keys) delete key.use;
      if (path === "/.well-known/openid-configuration") delete context.body.code_challenge_methods_supported;
      return;
    }
    if (method !== "POST") {
      context.body = govbrPage(path, people);
      return;
    }
    const person = choose(people, await readForm(context.req));
    if (!person) {
      context.body = govbrPage(path, people, "CPF ou senha não conferem.");
      return;
    }
    const result = person === "nobody" ? { error: "access_denied" } : { login: { accountId: person.cpf } };
    await provider.interactionFinished(context.req, context.res, result);
    context.respond = false;
  });
  return provider;
}

type Context = Parameters<Parameters<Provider["use"]>[0]>[0];

/** Ends the session at the provider and goes back to the portal, if that is where the address leads. */
function leave(context: Context, { portal }: GovbrSetup): void {
  const back = context.URL.searchParams.get("post_logout_redirect_uri");
  for (const name of [SESSION_COOKIE, `${SESSION_COOKIE}.sig`]) {
    context.cookies.set(name, null, { signed: false, path: "/" });
  }
  if (back === `${portal}/entrar`) {
    context.redirect(back);
    return;
  }
  context.status = 400;
  context.body = messagePage("O endereço de retorno não está cadastrado para este portal.");
}

function configuration(setup: GovbrSetup, people: readonly DemoPerson[]): Configuration {
  const { clientId, clientSecret, portal, key = makeKey() } = setup;
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${portal}/api/auth/callback/govbr`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    jwks: { keys: [key] },
    responseTypes: ["code"],
    cookies: { keys: [clientSecret], names: { session: SESSION_COOKIE } },
    routes: { authorization: "/authorize", token: "/token", userinfo: "/userinfo", jwks: "/jwk" },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    ttl: {
      IdToken: 60,
      AccessToken: 3600,
      AuthorizationCode: 60,
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
    },
    conformIdTokenClaims: false,
    scopes: ["openid", "email", "profile", "govbr_confiabilidades", "govbr_confiabilidades_idtoken"],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "preferred_username", "picture", "profile"],
      govbr_confiabilidades_idtoken: ["reliability_info"],
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, cpf) => {
      const person = people.find((candidate) => candidate.cpf === cpf);
      return person && { accountId: cpf, claims: (use) => claimsOf(person, use) };
    },
    // The real one asks no consent from a public body's registered client; neither does this one.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        accountId: oidc.session?.accountId,
        clientId: oidc.client?.clientId,
      });
      grant.addOIDCScope(String(oidc.params?.scope ?? ""));
      await grant.save();
      return grant;
    },
    renderError: (context) => {
      context.type = "html";
      context.body = messagePage("O pedido de entrada não é válido. Volte ao portal e tente de novo.");
    },
  };
}

/** What is told about a person: oddly in the id_token, plainly in userinfo, as the real one does. */
function claimsOf(person: DemoPerson, use: string) {
  const { cpf, name, email, govbr } = person;
  const inToken = use === "id_token";
  const flag = inToken ? "true" : true;
  return {
    sub: inToken ? `${cpf.slice(0, 9)}-${cpf.slice(9)}` : cpf,
    preferred_username: cpf,
    name,
    ...(govbr.emailShown && { email, email_verified: flag }),
    reliability_info: {
      level: govbr.level,
      reliabilities: [{ id: "601", updatedAt: "2026-07-02T14:17:16.001-0300" }],
    },
  };
}

function choose(people: readonly DemoPerson[], form: URLSearchParams): DemoPerson | "nobody" | null {
  if (form.has("cancel")) return "nobody";
  const key = form.get("key");
  if (key) return people.find((person) => person.key === key) ?? null;
  const cpf = parseCpf(form.get("cpf") ?? "");
  const person = people.find((candidate) => candidate.cpf === cpf);
  return person && form.get("password") === DEMO_PASSWORD ? person : null;
}

async function readForm(request: AsyncIterable<Uint8Array>): Promise<URLSearchParams> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
