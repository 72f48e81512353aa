import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { Fragment, type KeyboardEvent, type ReactNode, type Ref, useState } from "react";
import { ImagePlus } from "@/components/ui/icons";
import { backInto } from "./focus";
import { activeFormats, ariaKeys, FORMATS, type Format, keysInWords } from "./formats";

type ToolsProps = {
  editor: Editor;
  onLink: () => void;
  /** The tool that Tab reaches; the others are reached by arrows. */
  stop: string;
  children?: ReactNode;
};

export const FIRST_TOOL = FORMATS[0]?.label ?? "";

/** The formats as buttons that keep the selection when pressed with a mouse. */
export function FormatTools({ editor, onLink, stop, children }: ToolsProps) {
  const active = useEditorState({ editor, selector: (snapshot) => activeFormats(snapshot.editor) });
  return (
    <>
      {FORMATS.map((format) => (
        <Fragment key={format.id}>
          {(format.id === "bulletList" || format.id === "link") && (
            <span className="editor-gap" aria-hidden="true" />
          )}
          <Tool
            label={format.label}
            keys={format.keys}
            pressed={active[format.id]}
            disabled={!editor.isEditable}
            onPress={() => (format.run ? format.run(editor) : onLink())}
            icon={format.icon}
            stop={stop}
          />
        </Fragment>
      ))}
      {children}
    </>
  );
}

type ToolbarProps = {
  editor: Editor;
  onLink: () => void;
  onImage: (() => void) | undefined;
  ref: Ref<HTMLDivElement>;
};

/** The fixed row of tools: one stop for Tab, arrows within, Escape back to the text. */
export function Toolbar({ editor, onLink, onImage, ref }: ToolbarProps) {
  const [stop, setStop] = useState(FIRST_TOOL);
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label="Formatação do texto"
      className="editor-row"
      onKeyDown={(event) => moveAmongTools(event, editor)}
      onFocus={(event) => setStop(event.target.ariaLabel ?? FIRST_TOOL)}
    >
      <FormatTools editor={editor} onLink={onLink} stop={stop}>
        {onImage && (
          <Tool label="Imagem" icon={ImagePlus} disabled={!editor.isEditable} onPress={onImage} stop={stop} />
        )}
      </FormatTools>
    </div>
  );
}

type ToolProps = {
  label: string;
  icon: Format["icon"];
  keys?: string;
  pressed?: boolean;
  disabled?: boolean;
  onPress: () => void;
  stop: string;
};

export function Tool({ label, icon: Icon, keys, pressed, disabled, onPress, stop }: ToolProps) {
  return (
    <button
      type="button"
      className="editor-tool"
      tabIndex={stop === label ? 0 : -1}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={keys && ariaKeys(keys)}
      title={keys ? `${label} (${keysInWords(keys)})` : label}
      disabled={disabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <Icon aria-hidden="true" className="size-5" />
    </button>
  );
}

/** Arrows, Home and End go from tool to tool; Escape returns to the text. */
export function moveAmongTools(event: KeyboardEvent<HTMLElement>, editor: Editor) {
  if (event.key === "Escape") {
    event.preventDefault();
    backInto(editor).run();
    return;
  }
  const tools = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button:enabled")];
  const at = tools.findIndex((tool) => tool.matches(":focus"));
  const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
  if (target === undefined || tools.length === 0) return;
  event.preventDefault();
  tools.at(target % tools.length)?.focus();
}
