import type { OAuthConfig } from "next-auth/providers/oauth";
import type { GovbrLevel } from "@/db/enums";
import { GOVBR_LEVELS } from "@/db/enums";
import { env, isLoopback } from "../env";
import { parseCpf } from "../identifiers/cpf";
import { publicAgent } from "../outbound";

/** Name of the provider in addresses and in the identities' rows. */
export const GOVBR = "govbr";

/** What the id_token of gov.br says, in a shape this portal can rely on. */
export interface GovbrPerson {
  cpf: string;
  subject: string;
  name: string;
  email: string | null;
  level: GovbrLevel | null;
}

type Claims = Record<string, unknown>;

const words = (value: unknown) => (typeof value === "string" ? value.trim() : "");

/**
 * Reads the claims, or null where they do not name one person by CPF. The CPF comes with or without punctuation,
 * in preferred_username or in sub; a flag comes as text or as boolean; e-mail and level can be absent.
 */
export function readClaims(claims: Claims): GovbrPerson | null {
  const username = parseCpf(words(claims.preferred_username));
  const sub = parseCpf(words(claims.sub));
  const cpf = username ?? sub;
  if (!cpf || (username && sub && username !== sub)) return null;
  const verified = claims.email_verified === true || claims.email_verified === "true";
  return {
    cpf,
    subject: sub ?? words(claims.sub),
    name: words(claims.social_name) || words(claims.name),
    email: verified ? words(claims.email).toLowerCase() || null : null,
    level: readLevel(claims.reliability_info),
  };
}

function readLevel(info: unknown): GovbrLevel | null {
  const level = typeof info === "object" && info !== null && "level" in info ? info.level : null;
  return GOVBR_LEVELS.find((known) => known === level) ?? null;
}

interface Settings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** The configured provider, or null where there is none. */
export function govbrSettings(): Settings | null {
  const { GOVBR_ISSUER, GOVBR_CLIENT_ID, GOVBR_CLIENT_SECRET } = env();
  if (!GOVBR_ISSUER || !GOVBR_CLIENT_ID || !GOVBR_CLIENT_SECRET) return null;
  const issuer = GOVBR_ISSUER.replace(/\/+$/, "");
  return { issuer, clientId: GOVBR_CLIENT_ID, clientSecret: GOVBR_CLIENT_SECRET };
}

/** Where the browser goes to leave gov.br too; it comes back to the login page. Its discovery does not tell. */
export function govbrLogoutAddress(): string | null {
  const settings = govbrSettings();
  if (!settings) return null;
  const back = `${env().APP_URL}/entrar`;
  return `${settings.issuer}/logout?post_logout_redirect_uri=${encodeURIComponent(back)}`;
}

/**
 * The provider as next-auth wants it. Everything about the person is read from the id_token. What its discovery names is
 * asked for on the internet only, unless the issuer is of this very machine, as in the demo.
 */
export function govbrProvider({ issuer, clientId, clientSecret }: Settings): OAuthConfig<Claims> {
  return {
    id: GOVBR,
    name: "gov.br",
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: {
      params: { scope: "openid email profile govbr_confiabilidades govbr_confiabilidades_idtoken" },
    },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    client: { token_endpoint_auth_method: "client_secret_basic", id_token_signed_response_alg: "RS256" },
    httpOptions: { timeout: 10_000, ...(isLoopback(issuer) ? {} : { agent: publicAgent }) },
    profile: (claims) => ({ id: words(claims.sub) }),
  };
}
