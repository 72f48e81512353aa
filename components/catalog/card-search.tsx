import { buttonClass } from "@/components/ui/button";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";

type Props = {
  query: string;
  category: string | undefined;
  onSearch: (text: string) => void;
  /** How many were found, read aloud. */
  result: string;
};

/** Searches the cards with each key; without script it is a plain form whose answer is an address. */
export function CardSearch({ query, category, onSearch, result }: Props) {
  return (
    <search>
      <form action="/" onSubmit={(event) => event.preventDefault()} className="max-w-2xl">
        <label htmlFor="busca-servicos" className="font-medium">
          O que você precisa?
        </label>
        <div className="mt-1.5 flex gap-2">
          <Input
            id="busca-servicos"
            name="q"
            type="search"
            icon={<Search />}
            className="grow"
            value={query}
            onChange={(event) => onSearch(event.target.value)}
            placeholder="Nome do serviço ou do assunto"
            autoComplete="off"
            enterKeyHint="search"
          />
          {category && <input type="hidden" name="categoria" value={category} />}
          <noscript>
            <button type="submit" className={buttonClass({ variant: "primary" })}>
              Buscar
            </button>
          </noscript>
        </div>
      </form>
      <p role="status" className="mt-1.5 min-h-6 text-sm text-soft">
        {result}
      </p>
    </search>
  );
}
