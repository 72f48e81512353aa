import { RETRY_SECONDS } from "../answer";
import { pageHeaders } from "../policy";

/** The answer to who asks for a page that cannot be made now. */
export function away(nonce: string): Response {
  return new Response(outagePage(nonce), {
    status: 503,
    headers: {
      ...pageHeaders(nonce),
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": String(RETRY_SECONDS),
    },
  });
}

/**
 * The page shown while the database is away: whole in itself, so that nothing else has to work for it. It comes back by
 * itself, and says how without scripts.
 */
function outagePage(nonce: string): string {
  return `<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Temporariamente indisponível · Guichê</title>
<link rel="icon" href="/favicon.ico">
<style nonce="${nonce}">
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText; font: 1.125rem/1.6 Raleway, system-ui, sans-serif; }
header { border-bottom: 1px solid; padding: 1rem 1.5rem; font-weight: 700; }
main { max-width: 36rem; padding: 3rem 1.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.25; }
a { display: inline-block; margin-top: 1rem; padding: 0.75rem 0; color: LinkText; font-weight: 700; }
</style>
</head>
<body>
<header>Guichê</header>
<main>
<h1>O portal está temporariamente indisponível</h1>
<p>Esta página volta sozinha assim que o serviço for retomado. O que você enviou está guardado, e o que estava
escrevendo ficou no rascunho.</p>
<p><a href="">Tentar de novo</a></p>
</main>
<script nonce="${nonce}">
setInterval(async () => {
  const response = await fetch("/api/health", { cache: "no-store" }).catch(() => null);
  if (response && response.ok) location.reload();
}, ${RETRY_SECONDS * 1000});
</script>
</body>
</html>
`;
}
