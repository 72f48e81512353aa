"use client";

import dynamic from "next/dynamic";
import "./editor.css";

/** The editor, fetched when first shown: a page that only reads carries nothing of it. */
export const RichTextEditor = dynamic(() => import("./editor").then((module) => module.Editor), {
  ssr: false,
  loading: () => (
    <div className="editor" aria-busy="true">
      <div className="editor-row" />
      <div className="editor-text text-soft" role="status">
        Preparando o editor…
      </div>
    </div>
  ),
});
