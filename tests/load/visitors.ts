import { Agent } from "node:http";
import { ask } from "./load";
import { PASSWORD } from "./people";

/** Logs in as the page does, and answers with the cookie. */
export async function enter(origin: string, cpf: string): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const first = await ask(origin, agent, { path: "/api/auth/csrf" });
  const { csrfToken } = JSON.parse(first.body) as { csrfToken: string };
  const answer = await ask(origin, agent, {
    path: "/api/auth/callback/credentials",
    method: "POST",
    cookie: cookiesOf(first.headers["set-cookie"]),
    headers: { "content-type": "application/x-www-form-urlencoded", origin },
    body: new URLSearchParams({
      cpf,
      password: PASSWORD,
      csrfToken,
      callbackUrl: "/",
      json: "true",
    }).toString(),
  });
  agent.destroy();
  const cookie = cookiesOf(answer.headers["set-cookie"]);
  if (!cookie.includes("session-token"))
    throw new Error(`${cpf} could not log in: ${answer.status} ${answer.body}`);
  return cookie;
}

const cookiesOf = (lines: string[] | undefined) => (lines ?? []).map((text) => text.split(";")[0]).join("; ");
