import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { PasswordInput } from "@/components/auth/password-input";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { confirmLink } from "@/lib/accounts/actions";
import { LINK_COOKIE } from "@/lib/accounts/cookie";
import { isLinkOpen } from "@/lib/accounts/queries";

export const metadata: Metadata = { title: "Confirmar sua conta" };

export default async function LinkPage() {
  const token = (await cookies()).get(LINK_COOKIE)?.value;
  if (!token || !(await isLinkOpen(token, new Date()))) redirect("/entrar?error=expired");
  return (
    <Card as="section" className="mx-auto w-full max-w-md p-6 sm:p-8">
      <h1 className="text-2xl font-bold">Confirme que a conta é sua</h1>
      <p className="mt-2 text-soft">
        Já existe aqui uma conta com o seu CPF e uma senha. Informe essa senha uma vez: depois, as duas formas
        de entrar levam à mesma conta. Por segurança há uma só tentativa, em até 10 minutos.
      </p>
      <form action={confirmLink} className="mt-5 grid gap-4">
        <Field label="Senha da conta no portal">
          {(control) => (
            <PasswordInput {...control} name="password" autoComplete="current-password" required />
          )}
        </Field>
        <Button type="submit" variant="primary" size="large" wide>
          Confirmar e entrar
        </Button>
        <ButtonLink href="/entrar" variant="quiet" wide>
          Voltar sem confirmar
        </ButtonLink>
      </form>
    </Card>
  );
}
