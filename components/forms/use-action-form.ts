"use client";

import { unstable_isUnrecognizedActionError as isUnrecognizedActionError } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import {
  type DefaultValues,
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  type Resolver,
  set,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { Result } from "@/lib/errors";

export interface FormProblem<Values extends FieldValues> {
  name: FieldPath<Values>;
  message: string;
}

/** Why sending failed when no field is to blame; everything typed is still in the form. */
export interface FormFailure {
  message: string;
  /** The page is older than the server, or the form changed: reloading is the way on. */
  reload: boolean;
}

interface Options<Values extends FieldValues, Input, Output> {
  defaultValues: DefaultValues<Values>;
  /** Everything that keeps the form from being sent, in the order of the page. */
  check: (values: Values) => FormProblem<Values>[];
  /** What keeps this very moment from being right for sending, such as files still on their way. */
  blocked?: (values: Values) => FormProblem<Values>[];
  /** What is sent; may wait for something first, such as the draft. */
  input: (values: Values) => Input | Promise<Input>;
  action: (input: Input) => Promise<Result<Output>>;
  /** Where the form shows what the server says of a field; null for what has no place in it. */
  place: (field: string, values: Values) => FieldPath<Values> | null;
  /** The session ended: lets the person enter over the form. True when sending can go on. */
  login: () => Promise<boolean>;
  /** After each attempt, whatever came of it. */
  afterSend?: (sent: boolean) => void;
  onDone: (output: Output) => void;
}

export interface ActionForm<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  submit: (event: { preventDefault: () => void }) => void;
  /** From the first click until the next page, so that a second click does nothing. */
  busy: boolean;
  /** Of the last attempt to send, for the summary; a new array with each attempt. */
  problems: readonly FormProblem<Values>[];
  failure: FormFailure | null;
  forget: () => void;
}

const OFFLINE =
  "Não conseguimos falar com o servidor. O que você escreveu continua aqui; confira a conexão e envie de novo.";
const NEW_VERSION =
  "Há uma versão nova do portal. Recarregue a página para continuar: o que você escreveu está guardado no rascunho.";

/** What browsers throw when a request finds no server; each has words of its own. */
function isConnection(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
}

/**
 * Joins react-hook-form to a server action: checks in the browser, sends once, shows the server's problems on
 * the same fields, and lets nothing that was typed be lost on the way.
 */
export function useActionForm<Values extends FieldValues, Input, Output>(
  options: Options<Values, Input, Output>,
): ActionForm<Values> {
  const { check, blocked, input, action, place, login, afterSend, onDone } = options;
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly FormProblem<Values>[]>([]);
  const [failure, setFailure] = useState<FormFailure | null>(null);
  const sending = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const resolver: Resolver<Values> = (values) => {
    const found = check(values);
    if (found.length === 0) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    for (const { name, message } of found) set(errors, name, { type: "check", message });
    return { values: {}, errors };
  };
  const form = useForm<Values>({
    defaultValues: options.defaultValues,
    resolver,
    mode: "onSubmit",
    reValidateMode: "onChange",
    shouldFocusError: false,
  });

  function show(found: readonly FormProblem<Values>[], failed: FormFailure | null) {
    for (const { name, message } of found) form.setError(name, { type: "server", message });
    setProblems(found);
    setFailure(failed);
  }

  /** Sends; true when the next page is on its way. */
  async function send(values: Values): Promise<boolean> {
    const result = await action(await input(values));
    if (result.ok) {
      onDone(result.data);
      return true;
    }
    const { code, message, fields } = result.error;
    if (code === "login") {
      if (await login()) return send(values);
      show([], { message, reload: false });
      return false;
    }
    const placed = Object.entries(fields).flatMap(([field, text]) => {
      const name = place(field, values);
      return name ? [{ name, message: text }] : [];
    });
    const elsewhere = Object.entries(fields).find(([field]) => !place(field, values))?.[1];
    const told = placed.length > 0 && elsewhere === undefined;
    show(placed, told ? null : { message: elsewhere ?? message, reload: code === "conflict" });
    return false;
  }

  async function attempt(values: Values) {
    setProblems([]);
    setFailure(null);
    setBusy(true);
    let leaving = false;
    try {
      leaving = await send(values);
    } catch (error) {
      // The server no longer knows this page's action, or its answer did not arrive.
      const outdated = isUnrecognizedActionError(error);
      show([], { message: outdated ? NEW_VERSION : OFFLINE, reload: outdated });
      if (!outdated && !isConnection(error)) reportError(error);
    } finally {
      if (!leaving && mounted.current) setBusy(false);
      sending.current = leaving;
      afterSend?.(leaving);
    }
  }

  function submit(event: { preventDefault: () => void }) {
    event.preventDefault();
    if (sending.current) return;
    const obstacles = blocked?.(form.getValues()) ?? [];
    if (obstacles.length > 0) {
      show(obstacles, null);
      return;
    }
    sending.current = true;
    void form.handleSubmit(attempt, () => {
      sending.current = false;
      setProblems(check(form.getValues()));
      setFailure(null);
    })();
  }

  return {
    form,
    submit,
    busy,
    problems,
    failure,
    forget: () => show([], null),
  };
}
