import { Button } from "@/components/ui/button";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";

/** Finds people by name, e-mail or CPF; a plain form, so that it works anywhere and the address holds it. */
export function DirectorySearch({ query }: { query: string }) {
  return (
    <search>
      <form action="/admin/pessoas" className="flex gap-2 sm:max-w-xl">
        <label htmlFor="pessoa" className="sr-only">
          Nome, e-mail ou CPF
        </label>
        <Input
          id="pessoa"
          name="q"
          type="search"
          defaultValue={query}
          placeholder="Nome, e-mail ou CPF"
          icon={<Search />}
          className="flex-1"
        />
        <Button type="submit">Pesquisar</Button>
      </form>
    </search>
  );
}
