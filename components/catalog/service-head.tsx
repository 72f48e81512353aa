import { Breadcrumb } from "@/components/ui/breadcrumb";
import type { ServicePage } from "@/lib/catalog/queries";
import { ServiceIcon } from "./icon";

/** Where the person is, and what the service does. */
export function ServiceHead({ service }: { service: ServicePage }) {
  return (
    <header>
      <Breadcrumb
        crumbs={[
          { label: "Início", href: "/" },
          { label: service.category.name, href: `/?categoria=${service.category.slug}#servicos` },
          { label: service.name },
        ]}
      />
      <div className="mt-5 flex items-start gap-4">
        <span
          aria-hidden="true"
          className="grid size-14 shrink-0 place-items-center rounded-md bg-primary-soft text-primary-ink high-contrast:border max-sm:hidden [&>svg]:size-7"
        >
          <ServiceIcon name={service.icon} />
        </span>
        <div className="min-w-0">
          <p className="text-sm text-soft">{service.department.name}</p>
          <h1 className="text-2xl font-bold">{service.name}</h1>
          <p className="mt-2 max-w-prose text-lg whitespace-pre-line text-soft">{service.description}</p>
        </div>
      </div>
    </header>
  );
}
