import type { Editor } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { useEditorState } from "@tiptap/react";
import { BubbleMenu } from "@tiptap/react/menus";
import { useEffect, useRef, useState } from "react";
import { MessageSquareText, Trash2 } from "@/components/ui/icons";
import { backInto } from "./focus";
import type { QuestionKind } from "./question";
import { FIRST_TOOL, FormatTools, moveAmongTools, Tool } from "./toolbar";

type BubbleProps = { editor: Editor; onAsk: (kind: QuestionKind) => void };

// Below the words: above them it would lie over the fixed tools, or over what a phone itself offers there.
const PLACE = { placement: "bottom", offset: 8, flip: true, shift: { padding: 8 } } as const;
const DESCRIBE = "Descrever a imagem";

/** The floating menu: formats over selected words, what can be done over a selected image. */
export function Bubble({ editor, onAsk }: BubbleProps) {
  const [stop, setStop] = useState(FIRST_TOOL);
  const menu = useRef<HTMLDivElement>(null);
  const onImage = useEditorState({
    editor,
    selector: ({ editor: { state } }) => state.selection instanceof NodeSelection,
  });
  useEffect(() => {
    // The library makes its own nameless box a stop for Tab; ours inside is the one with a name.
    if (menu.current && !editor.isDestroyed) menu.current.tabIndex = -1;
  }, [editor]);
  return (
    <BubbleMenu ref={menu} editor={editor} updateDelay={100} options={PLACE}>
      <div
        role="toolbar"
        aria-label={onImage ? "Imagem selecionada" : "Formatação do trecho selecionado"}
        className="editor-bubble"
        onKeyDown={(event) => moveAmongTools(event, editor)}
        onFocus={(event) => setStop(event.target.ariaLabel ?? FIRST_TOOL)}
      >
        {onImage ? (
          <>
            <Tool label={DESCRIBE} icon={MessageSquareText} stop={DESCRIBE} onPress={() => onAsk("alt")} />
            <Tool
              label="Remover a imagem"
              icon={Trash2}
              stop={DESCRIBE}
              onPress={() => backInto(editor).deleteSelection().run()}
            />
          </>
        ) : (
          <FormatTools editor={editor} onLink={() => onAsk("link")} stop={stop} />
        )}
      </div>
    </BubbleMenu>
  );
}
