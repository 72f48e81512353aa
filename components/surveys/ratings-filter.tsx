import Form from "next/form";
import { ChipLink, RemovableChip } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { type RatingsAddress, ratingsHref } from "@/lib/surveys/address";
import { daysOf, PERIODS } from "@/lib/surveys/period";

type Choice = { slug: string; name: string };
type RatingsFilterProps = {
  address: RatingsAddress;
  departments: readonly Choice[];
  services: readonly (Choice & { department: string })[];
  today: string;
};

/** Period as links; days, department and service as a form that works without script. */
export function RatingsFilter({ address, departments, services, today }: RatingsFilterProps) {
  const offered = services.filter(
    ({ department }) => !address.department || department === address.department,
  );
  return (
    <div className="grid gap-4 print:hidden">
      <nav aria-label="Período" className="-mx-4 overflow-x-auto px-4 py-1 md:-mx-1 md:px-1">
        <ul className="flex min-w-max gap-2">
          {PERIODS.map(({ period, label }) => (
            <li key={period}>
              <ChipLink
                href={ratingsHref(address, {
                  period,
                  days: period === "custom" ? address.days : daysOf(period, today),
                })}
                current={address.period === period}
                scroll={false}
              >
                {label}
              </ChipLink>
            </li>
          ))}
        </ul>
      </nav>
      <Form
        prefetch={false}
        action="/gestao/avaliacoes"
        key={ratingsHref(address)}
        className="flex flex-wrap items-end gap-3"
      >
        <input
          type="hidden"
          name="periodo"
          value={PERIODS.find(({ period }) => period === address.period)?.slug}
        />
        {address.period === "custom" && (
          <>
            <Field label="De" className="min-w-40">
              {(control) => (
                <Input {...control} type="date" name="de" defaultValue={address.days.from} max={today} />
              )}
            </Field>
            <Field label="Até" className="min-w-40">
              {(control) => (
                <Input {...control} type="date" name="ate" defaultValue={address.days.to} max={today} />
              )}
            </Field>
          </>
        )}
        {departments.length > 1 && (
          <Field label="Setor" className="min-w-40 max-sm:grow">
            {(control) => (
              <Choices
                {...control}
                name="setor"
                all="Todos"
                value={address.department}
                choices={departments}
              />
            )}
          </Field>
        )}
        <Field label="Serviço" className="min-w-40 grow md:max-w-md">
          {(control) => (
            <Choices {...control} name="servico" all="Todos" value={address.service} choices={offered} />
          )}
        </Field>
        <Button type="submit" className="min-h-11">
          Filtrar
        </Button>
      </Form>
      {address.stars > 0 && (
        <p>
          <RemovableChip
            href={ratingsHref(address, { stars: 0 })}
            label={address.stars === 1 ? "Só com 1 estrela" : `Só com ${address.stars} estrelas`}
            removeName="Mostrar todas as notas"
          />
        </p>
      )}
    </div>
  );
}

type ChoicesProps = { id: string; name: string; all: string; value: string; choices: readonly Choice[] };

function Choices({ all, value, choices, ...rest }: ChoicesProps) {
  return (
    <Select {...rest} defaultValue={value}>
      <option value="">{all}</option>
      {choices.map((choice) => (
        <option key={choice.slug} value={choice.slug}>
          {choice.name}
        </option>
      ))}
    </Select>
  );
}
