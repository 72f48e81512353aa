"use client";

import Form from "next/form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";

type SortFormProps = {
  /** Address of the list: what it holds goes along, but for its order and page. */
  href: string;
  choices: readonly { word: string; label: string }[];
  value: string;
};

/** The order of a list where there is no table head to choose it from. */
export function SortForm({ href, choices, value }: SortFormProps) {
  const [path = "", query] = href.split("?");
  return (
    <Form prefetch={false} action={path} className="flex items-end gap-2 md:hidden print:hidden" key={value}>
      {[...new URLSearchParams(query)]
        .filter(([name]) => !["ordem", "sentido", "depois", "antes"].includes(name))
        .map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
      <Field id="ordem" label="Ordenar por" className="grow">
        {(control) => (
          <Select {...control} name="ordem" defaultValue={value}>
            {choices.map((choice) => (
              <option key={choice.word} value={choice.word}>
                {choice.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" className="min-h-11">
        Ordenar
      </Button>
    </Form>
  );
}
