"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { CloudAlert } from "@/components/ui/icons";
import { failureCode, MessageInShell, MessagePage } from "./message-page";
import { useAway } from "./use-away";

export type Failure = { error: unknown; retry: () => void };

/**
 * What is said when a page could not be made: with the code that finds it in the log, and another try. While the whole
 * portal is out of service it says so, and comes back by itself.
 */
export function FailurePage({ error, retry, inShell = false }: Failure & { inShell?: boolean }) {
  const away = useAway(retry);
  const Place = inShell ? MessageInShell : MessagePage;
  return (
    <Place
      icon={<CloudAlert />}
      title={away ? "O portal está temporariamente indisponível" : "Algo deu errado do nosso lado"}
      code={away ? undefined : failureCode(error)}
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Tentar de novo
          </Button>
          <ButtonLink href="/">Ir para o início</ButtonLink>
        </>
      }
    >
      <p role={away ? "status" : undefined}>
        {away
          ? "Esta página volta sozinha assim que o serviço for retomado. O que você enviou está guardado, e o que estava escrevendo ficou no rascunho."
          : "A página não pôde ser mostrada. Tente de novo em alguns instantes; rascunhos salvos não se perdem."}
      </p>
    </Place>
  );
}
