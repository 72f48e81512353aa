"use client";

import Form from "next/form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";

type SearchFormProps = {
  /** Address of the list without the search: what it holds goes along. */
  href: string;
  label: string;
  placeholder: string;
  value: string;
};

/** The search box of a list: a plain form, so that it works before and without script. */
export function SearchForm({ href, label, placeholder, value }: SearchFormProps) {
  const [path = "", query] = href.split("?");
  return (
    <search className="print:hidden">
      <Form prefetch={false} action={path} className="flex items-end gap-2" key={value}>
        {[...new URLSearchParams(query)].map(([name, kept]) => (
          <input key={name} type="hidden" name={name} value={kept} />
        ))}
        <Field id="pesquisa" label={label} labelHidden className="min-w-0 grow">
          {(control) => (
            <Input
              {...control}
              name="q"
              type="search"
              icon={<Search />}
              defaultValue={value}
              placeholder={placeholder}
              autoComplete="off"
              enterKeyHint="search"
              maxLength={200}
              data-list-search=""
            />
          )}
        </Field>
        <Button type="submit" className="min-h-11 max-sm:px-3.5">
          <Search aria-hidden="true" className="size-5 sm:hidden" />
          <span className="max-sm:sr-only">Pesquisar</span>
        </Button>
      </Form>
    </search>
  );
}
