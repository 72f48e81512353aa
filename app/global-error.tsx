"use client";

import { useEffect } from "react";
import { fontClass } from "@/components/layout/fonts";
import { failureCode, MessagePage } from "@/components/layout/message-page";
import { Button } from "@/components/ui/button";
import { CloudAlert } from "@/components/ui/icons";
import { parseTheme, themeCookie } from "@/lib/theme";
import "./globals.css";

/** Stands in for the whole document when even the layout fails; it finds the theme by itself. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    const kept = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${themeCookie}=`));
    document.documentElement.dataset.theme = parseTheme(kept?.split("=")[1]);
  }, []);
  return (
    <html lang="pt-BR" data-theme="system" className={fontClass}>
      <body>
        <title>Algo deu errado · Guichê</title>
        <MessagePage
          icon={<CloudAlert />}
          title="O portal não pôde ser aberto"
          code={failureCode(error)}
          actions={
            <Button variant="primary" onClick={retry}>
              Tentar de novo
            </Button>
          }
        >
          <p>Tente de novo em alguns instantes. O que já foi enviado está guardado.</p>
        </MessagePage>
      </body>
    </html>
  );
}
