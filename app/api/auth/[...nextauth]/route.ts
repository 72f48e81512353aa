import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { answerLogin } from "@/lib/accounts/login";
import { readText } from "@/lib/answer";

type Context = RouteContext<"/api/auth/[...nextauth]">;

/** Far more than a CPF, a password and an address to return to. */
const LONGEST = 64 * 1024;

const answer = (request: NextRequest, context: Context) =>
  answerLogin(request, async (options) => {
    if (!request.body) return NextAuth(request, context, options);
    // It would read a body of any length.
    const body = await readText(request, LONGEST);
    if (body === null) return new Response(null, { status: 413 });
    const { url, method, headers } = request;
    return NextAuth(new NextRequest(url, { method, headers, body }), context, options);
  });

export { answer as GET, answer as POST };
