import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { SaidHead } from "@/components/tickets/said-head";

const at = new Date("2026-11-22T22:22:00-03:00");
const text = (traits: Partial<Parameters<typeof SaidHead>[0]>) =>
  renderToStaticMarkup(
    <SaidHead
      author="João Pedro Cardoso"
      own={false}
      side="requester"
      at={at}
      now={at}
      timeZone="America/Sao_Paulo"
      byMail
      {...traits}
    />,
  )
    .replaceAll(/<time.*?<\/time>/g, "")
    .replaceAll(/<[^>]*>/g, "");

describe("who said it", () => {
  it("is somebody by name, or the reader", () => {
    expect(text({})).toBe("JCJoão Pedro Cardosopor e-mail");
    expect(text({ own: true })).toBe("JCVocêpor e-mail");
  });
  it("is nobody by name where the team published what came from another address", () => {
    const published = { author: "outra pessoa", published: "publicada pela equipe" };
    expect(text(published)).toBe("Mensagem de outra pessoapor e-mail, publicada pela equipe");
    expect(text({ ...published, cut: true })).toContain("parte de um e-mail, publicada pela equipe");
  });
  it("is not said by the link to the message as it came, which tells when that was", () => {
    const receivedAt = new Date("2026-11-21T09:05:00-03:00");
    const shown = text({ originalId: "file", receivedAt });
    expect(shown).toContain("original do e-mail recebido em sábado, 21 de nov., 09:05");
  });
});
