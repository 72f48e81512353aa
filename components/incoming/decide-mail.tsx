"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { FormDialog } from "@/components/forms/form-dialog";
import { SelectField } from "@/components/forms/select-field";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Message } from "@/components/ui/message";
import { useToast } from "@/components/ui/toast";
import type { Result } from "@/lib/errors";
import { dropMail, openFromMail, passMailOn, releaseMail, restoreMail } from "@/lib/incoming/actions";
import { openFromSchema, passOnSchema, releaseSchema } from "@/lib/incoming/schema";
import { formatNumber } from "@/lib/number";

type Choice = { id: string; name: string };
type DecideMailProps = {
  id: string;
  state: "quarantined" | "dropped";
  /** The ticket it seems to be about. */
  ticket: number | null;
  readable: boolean;
  /** It answers a letter to the team: its words are not the requester's. */
  ofTeam: boolean;
  /** It is a department's to decide. */
  owned: boolean;
  openings: Choice[];
  departments: Choice[];
};

type Asked = "release" | "open" | "pass_on" | null;

/** What can become of a message. */
export function DecideMail({
  id,
  state,
  ticket,
  readable,
  ofTeam,
  owned,
  openings,
  departments,
}: DecideMailProps) {
  const [asked, setAsked] = useState<Asked>(null);
  const router = useRouter();
  const close = () => setAsked(null);

  /** There is nothing left to decide: on to where it went. */
  async function then<T>(result: Promise<Result<T>>, to: (data: T) => string): Promise<Result<T>> {
    const answer = await result;
    if (answer.ok) router.push(to(answer.data));
    return answer;
  }

  return (
    <Card as="aside" aria-labelledby="decidir" className="grid content-start gap-4 self-start">
      <h2 id="decidir" className="text-lg font-bold">
        O que fazer
      </h2>
      {state === "dropped" ? (
        <At note="Ela volta à lista das que esperam.">
          <Once
            id={id}
            act={restoreMail}
            label="Trazer de volta"
            done="A mensagem voltou à espera"
            undone="A mensagem não voltou à espera"
          />
        </At>
      ) : (
        <>
          {ofTeam && (
            <p className="text-sm">
              Responde a um aviso da equipe, por isso não pode entrar como resposta do requerente. Copie o que
              importa para uma nota interna.
            </p>
          )}
          {owned && readable && !ofTeam && (
            <At note="Entra na conversa com a marca de que você a conferiu. Se não veio do endereço do requerente, entra como mensagem de outra pessoa.">
              <Button variant={ticket === null ? "secondary" : "primary"} onClick={() => setAsked("release")}>
                Publicar em um chamado
              </Button>
            </At>
          )}
          {openings.length > 0 && readable && !ofTeam && (
            <At note="Quem enviou passa a ser o requerente de um chamado novo.">
              <Button onClick={() => setAsked("open")}>Abrir chamado</Button>
            </At>
          )}
          {departments.length > 0 && (
            <At note="A equipe do setor decide.">
              <Button variant={owned ? "secondary" : "primary"} onClick={() => setAsked("pass_on")}>
                Passar a um setor
              </Button>
            </At>
          )}
          <At note="Quem enviou não é avisado. Por 30 dias dá para trazer de volta.">
            <Once
              id={id}
              act={dropMail}
              label="Descartar"
              done="Mensagem descartada"
              undone="A mensagem não foi descartada"
              after={() => router.push("/fila/emails")}
            />
          </At>
        </>
      )}
      {asked === "release" && (
        <FormDialog
          title="Publicar em um chamado"
          description="O texto e os anexos entram na conversa, que o requerente lê. Se o chamado espera por ele, o atendimento continua."
          schema={releaseSchema}
          defaultValues={{ id, number: ticket === null ? "" : formatNumber(ticket) }}
          send={(input, owner) =>
            then(releaseMail(input, owner), ({ number }) => `/chamados/${formatNumber(number)}`)
          }
          submit="Publicar"
          done="A mensagem está no chamado"
          undone="A mensagem não foi publicada"
          onClose={close}
        >
          {({ register, formState: { errors } }) => (
            <Field label="Número do chamado" required error={errors.number?.message}>
              {(control) => (
                <Input {...control} {...register("number")} inputMode="numeric" autoComplete="off" />
              )}
            </Field>
          )}
        </FormDialog>
      )}
      {asked === "open" && (
        <FormDialog
          title="Abrir chamado"
          description="Em nome de quem enviou a mensagem. Se foi uma pessoa, ela recebe o número por e-mail."
          schema={openFromSchema}
          defaultValues={{ id, under: (openings.length === 1 && openings[0]?.id) || "" }}
          send={(input, owner) =>
            then(openFromMail(input, owner), ({ number }) => `/chamados/${formatNumber(number)}`)
          }
          submit="Abrir"
          done="Chamado aberto"
          undone="O chamado não foi aberto"
          onClose={close}
        >
          {(form) => <SelectField form={form} name="under" label="Serviço e assunto" options={openings} />}
        </FormDialog>
      )}
      {asked === "pass_on" && (
        <FormDialog
          title="Passar a um setor"
          schema={passOnSchema}
          defaultValues={{ id, departmentId: "" }}
          send={(input, owner) => then(passMailOn(input, owner), () => "/fila/emails")}
          submit="Passar"
          done="A mensagem está com o setor"
          undone="A mensagem não foi passada ao setor"
          onClose={close}
        >
          {(form) => <SelectField form={form} name="departmentId" label="Setor" options={departments} />}
        </FormDialog>
      )}
    </Card>
  );
}

function At({ note, children }: { note: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="grid">{children}</div>
      <p className="text-sm text-soft">{note}</p>
    </div>
  );
}

type OnceProps = {
  id: string;
  act: (input: { id: string }, owner: string) => Promise<Result<unknown>>;
  label: string;
  done: string;
  undone: string;
  after?: () => void;
};

/** Done at one press; what went wrong stands beneath. */
function Once({ id, act, label, done, undone, after }: OnceProps) {
  const { run, busy } = useVerb();
  const [failure, setFailure] = useState<string | null>(null);
  const toast = useToast();
  async function press() {
    const refusal = await run((owner) => act({ id }, owner));
    setFailure(refusal?.message ?? null);
    if (refusal) return;
    toast({ tone: "success", title: done });
    after?.();
  }
  return (
    <>
      <Button busy={busy} onClick={() => void press()}>
        {label}
      </Button>
      {failure && (
        <div className="mt-2">
          <Message live="alert" tone="danger" title={undone}>
            {failure}
          </Message>
        </div>
      )}
    </>
  );
}
