"use client";

import type { Ref } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "./password-input";

/** CPF and password, as the login page and the login dialog ask them. */
export function LoginFields({ cpfRef, passwordRef }: LoginFieldsProps) {
  return (
    <>
      <Field label="CPF">
        {(control) => (
          <Input
            {...control}
            ref={cpfRef}
            name="cpf"
            inputMode="numeric"
            autoComplete="username"
            placeholder="Só os números"
            required
          />
        )}
      </Field>
      <Field label="Senha">
        {(control) => (
          <PasswordInput
            {...control}
            ref={passwordRef}
            name="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
    </>
  );
}

type LoginFieldsProps = { cpfRef?: Ref<HTMLInputElement>; passwordRef?: Ref<HTMLInputElement> };
