import type { Editor } from "@tiptap/core";
import { hrefFromTyping } from "@/lib/richtext/href";
import { backInto } from "./focus";
import { PromptRow } from "./prompt-row";

export type QuestionKind = "link" | "alt";

type QuestionProps = { kind: QuestionKind; editor: Editor; onDone: () => void };

/** Asks for a link's address or an image's description, and goes back to the text. */
export function Question({ kind, editor, onDone }: QuestionProps) {
  const done = (run: (chain: ReturnType<Editor["chain"]>) => ReturnType<Editor["chain"]>) => {
    run(backInto(editor)).run();
    onDone();
    return null;
  };
  if (kind === "alt") {
    return (
      <PromptRow
        label="Descrição da imagem"
        placeholder="O que a imagem mostra"
        initial={String(editor.getAttributes("image").alt ?? "")}
        onApply={(text) =>
          done((chain) => chain.updateAttributes("image", { alt: text.trim().slice(0, 300) }))
        }
        onCancel={() => done((chain) => chain)}
      />
    );
  }
  return (
    <PromptRow
      label="Endereço do link"
      placeholder="https://"
      inputMode="url"
      initial={String(editor.getAttributes("link").href ?? "")}
      onApply={(text) => {
        const href = hrefFromTyping(text);
        if (href === null) return "Escreva um endereço como https://exemplo.gov.br ou um e-mail.";
        return done((chain) => link(editor, chain, href, text.trim()));
      }}
      onRemove={
        editor.isActive("link")
          ? { name: "Remover o link", run: () => done((chain) => chain.extendMarkRange("link").unsetLink()) }
          : undefined
      }
      onCancel={() => done((chain) => chain)}
    />
  );
}

/** Links the selection or the link the cursor is in; with nothing selected the address itself is written. */
function link(editor: Editor, chain: ReturnType<Editor["chain"]>, href: string, typed: string) {
  if (!editor.state.selection.empty || editor.isActive("link")) {
    return chain.extendMarkRange("link").setLink({ href });
  }
  return chain.insertContent([
    { type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] },
    { type: "text", text: " " },
  ]);
}
