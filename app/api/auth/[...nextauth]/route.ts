import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { answerLogin } from "@/lib/accounts/login";

type Context = RouteContext<"/api/auth/[...nextauth]">;

const answer = (request: NextRequest, context: Context) =>
  answerLogin(request, (options) => NextAuth(request, context, options));

export { answer as GET, answer as POST };
