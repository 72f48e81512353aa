import { Fragment, type ReactNode } from "react";
import { safeHref } from "../../richtext/href";
import type { RichBlock, RichDocument, RichInline, RichMark } from "../../richtext/schema";
import { style } from "../style";

/** What somebody wrote, with its formatting; pictures are seen in the ticket. */
export function Quote({ document, files }: { document: RichDocument | null; files: string[] }) {
  return (
    <div style={style.quote}>
      {document?.content.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stored document never changes
        <Block key={at} block={block} />
      ))}
      {files.length > 0 && <p style={style.block}>Arquivos: {files.join(", ")}</p>}
    </div>
  );
}

function Block({ block }: { block: RichBlock }): ReactNode {
  switch (block.type) {
    case "paragraph":
      return block.content?.length ? <p style={style.block}>{inlines(block.content)}</p> : null;
    case "image":
      return (
        <p style={style.block}>[{block.attrs.alt ? `imagem: ${block.attrs.alt}` : "imagem"}, no chamado]</p>
      );
    case "blockquote":
      return <blockquote style={style.quote}>{blocks(block.content)}</blockquote>;
    case "codeBlock":
      return <pre style={style.code}>{inlines(block.content)}</pre>;
    case "bulletList":
      return <ul style={style.list}>{items(block.content)}</ul>;
    case "orderedList":
      return (
        <ol start={block.attrs.start} style={style.list}>
          {items(block.content)}
        </ol>
      );
    default:
      return null;
  }
}

const blocks = (content: RichBlock[]): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a stored document never changes
  content.map((block, at) => <Block key={at} block={block} />);

const items = (content: { content: RichBlock[] }[]): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a stored document never changes
  content.map((item, at) => <li key={at}>{blocks(item.content)}</li>);

const inlines = (content: RichInline[] | undefined): ReactNode =>
  content?.map((inline, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a stored document never changes
    <Fragment key={at}>
      {inline.type === "hardBreak" ? (
        <br />
      ) : (
        (inline.marks ?? []).reduceRight<ReactNode>(marked, inline.text)
      )}
    </Fragment>
  ));

function marked(inner: ReactNode, mark: RichMark): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{inner}</strong>;
    case "italic":
      return <em>{inner}</em>;
    case "underline":
      return <u>{inner}</u>;
    case "strike":
      return <s>{inner}</s>;
    case "code":
      return <code>{inner}</code>;
    case "link": {
      const href = safeHref(mark.attrs.href);
      return href ? (
        <a href={href} style={style.link}>
          {inner}
        </a>
      ) : (
        inner
      );
    }
  }
}
