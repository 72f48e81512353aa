import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { forbidden, notFound } from "next/navigation";
import { after } from "next/server";
import { type ComponentType, cache } from "react";
import { requireActor } from "@/lib/auth";
import { isOwnRequest, MOULD_HEADER, openPlace } from "@/lib/mould/kept";
import { offerScreen } from "@/lib/screens/answer";
import { pack } from "@/lib/screens/pack";
import { CONTENT, TITLE } from "@/lib/screens/places";
import type { Asked, Screen } from "@/lib/screens/screen";

type Props = { params?: Promise<Asked["params"]>; searchParams: Promise<Asked["search"]> };

/** Whether this request comes from the portal itself, for a page that is kept with its places open. */
export const isToBeKept = cache(async () => isOwnRequest((await headers()).get(MOULD_HEADER)));

/**
 * The page of a screen, as the framework draws it: for the first request of a process, for what is not a plain request
 * for a page, and for whoever gets something else than the screen. The rest is drawn by the screen alone.
 */
export function screenPage<Data extends object>(
  screen: Screen<Data>,
  View: ComponentType<{ data: string }>,
  { wide = false }: { wide?: boolean } = {},
) {
  offerScreen(screen, { wide });
  const show = cache(async (asked: string) => {
    const actor = await requireActor();
    if (!(screen.allows?.(actor) ?? true)) forbidden();
    return screen.load(actor, JSON.parse(asked), new Date());
  });
  const ask = async ({ params, searchParams }: Props) =>
    show(JSON.stringify({ params: (await params) ?? {}, search: await searchParams }));

  async function generateMetadata(props: Props): Promise<Metadata> {
    if (await isToBeKept()) return { title: openPlace(TITLE) };
    // The framework puts it into the portal's title as a pattern, in which $ means something.
    return { title: ((await ask(props))?.title ?? screen.missing)?.replaceAll("$", "$$$$") };
  }

  async function Page(props: Props) {
    if (await isToBeKept()) return <View data={openPlace(CONTENT)} />;
    const shown = await ask(props);
    if (!shown) notFound();
    const { data, afterwards } = shown;
    if (afterwards) after(afterwards);
    return <View data={pack(data)} />;
  }

  return { generateMetadata, Page };
}
