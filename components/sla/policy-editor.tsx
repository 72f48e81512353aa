"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { type FieldPath, type UseFormReturn, useForm } from "react-hook-form";
import { SaveBar } from "@/components/forms/save-bar";
import { TwoVersions } from "@/components/forms/two-versions";
import { type Refusal, useVerb } from "@/components/forms/use-verb";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { changePolicy } from "@/lib/sla/actions";
import type { PolicySheet } from "@/lib/sla/queries";
import { type PolicyChange, type PolicyInput, policyChange } from "@/lib/sla/schema";
import { SilenceFields } from "./silence-fields";
import { TermFields } from "./term-fields";

export type PolicyForm = UseFormReturn<PolicyInput, unknown, PolicyChange>;

const inputOf = ({ name: _, department: __, ...policy }: PolicySheet): PolicyInput => policy;

/** What a service promises, and how long it waits for an answer. */
export function PolicyEditor({ policy }: { policy: PolicySheet }) {
  const form: PolicyForm = useForm<PolicyInput, unknown, PolicyChange>({
    resolver: zodResolver(policyChange),
    defaultValues: inputOf(policy),
  });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();
  const { isDirty } = form.formState;
  const theirs =
    refusal?.code === "conflict" && policy.revision !== form.getValues("revision") ? policy : null;

  const save = form.handleSubmit(async (values) => {
    setRefusal(null);
    let revision = values.revision;
    const refused = await run(async (owner) => {
      const result = await changePolicy(values, owner);
      if (result.ok) revision = result.data.revision;
      return result;
    });
    if (refused) {
      for (const [field, message] of Object.entries(refused.fields)) {
        form.setError(field as FieldPath<PolicyInput>, { message });
      }
      setRefusal(refused);
      return;
    }
    form.reset({ ...form.getValues(), revision });
    toast({ tone: "success", title: "Prazos salvos" });
  });

  return (
    <form noValidate onSubmit={(event) => void save(event)} className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {theirs && (
        <TwoVersions
          title="Outra pessoa mudou estes prazos enquanto você editava"
          busy={busy}
          onTheirs={() => {
            form.reset(inputOf(theirs));
            setRefusal(null);
          }}
          onMine={() => {
            form.setValue("revision", theirs.revision);
            void save();
          }}
        />
      )}
      <Card as="section" aria-labelledby="promessas" className="grid gap-5">
        <TermFields form={form} />
      </Card>
      <Card as="section" aria-labelledby="silencio" className="grid gap-5">
        <SilenceFields form={form} />
      </Card>
      <SaveBar
        changed={isDirty}
        busy={busy}
        failure={refusal && !theirs ? `Os prazos não foram salvos. ${refusal.message}` : null}
      />
    </form>
  );
}
