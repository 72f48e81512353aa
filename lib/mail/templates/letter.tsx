import { Body, Button, Container, Head, Hr, Html, Link, render, Section, Text } from "react-email";
import type { RichDocument } from "../../richtext/schema";
import { ABOVE } from "../labels";
import { style } from "../style";
import { Quote } from "./quote";

/** What a letter says, in the order in which it is read. */
export interface LetterContent {
  subject: string;
  paragraphs: string[];
  /** What was said, with the names of its files. */
  quote: { document: RichDocument | null; files: string[] } | null;
  /** What can be done from the letter itself. */
  action: { label: string; href: string } | null;
  /** The lesser thing that can be. */
  beside: { label: string; href: string } | null;
  open: { label: string; href: string } | null;
  /** Of which ticket it is. */
  fact: string | null;
  department: { name: string; contact: string[]; messages: string | null } | null;
  /** Where its reader says of what they want letters; null where this one comes in any case. */
  choices: { label: string; href: string } | null;
  /** The portal's address. */
  portal: string;
  /** What an answer to it does; null where it cannot be answered. */
  hint: string | null;
}

/** As HTML for mail programs. */
export function renderLetter(content: LetterContent): Promise<string> {
  return render(<Letter {...content} />);
}

/** Said at each place: the parts it is built of speak English otherwise, and screen readers believe them. */
const LANGUAGE = "pt-BR";

const LONGEST_PREVIEW = 200;

/**
 * What lists of messages show beside the subject. Nothing fills it up, and nobody's words are in it: answers and forwarded
 * letters show what is hidden here, above the line where answers end.
 */
function previewOf({ paragraphs, fact }: LetterContent): string {
  const words = [...paragraphs.slice(1), fact ?? ""].join(" ").replace(/\s+/g, " ").trim();
  return words.length > LONGEST_PREVIEW ? words.slice(0, LONGEST_PREVIEW).replace(/\s\S*$/, "…") : words;
}

function Letter(content: LetterContent) {
  const { subject, paragraphs, quote, action, beside, open, fact, department, portal, hint, choices } =
    content;
  return (
    <Html lang={LANGUAGE}>
      <Head>
        <title>{subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
      </Head>
      <Body lang={LANGUAGE} style={style.page}>
        <div style={style.preview}>{previewOf(content)}</div>
        <Container style={style.sheet}>
          {hint && <Text style={style.above}>{ABOVE}</Text>}
          <Text style={style.sender}>{department?.name ?? "Portal de atendimento"}</Text>
          {paragraphs.map((paragraph) => (
            <Text key={paragraph} style={style.paragraph}>
              {paragraph}
            </Text>
          ))}
          {quote && <Quote {...quote} />}
          {(action || open) && (
            <Section style={style.acts}>
              {action && (
                <Button href={action.href} style={style.main}>
                  {action.label}
                </Button>
              )}
              {beside && (
                <Button href={beside.href} style={style.other}>
                  {beside.label}
                </Button>
              )}
              {open && (
                <Button href={open.href} style={action ? style.other : style.main}>
                  {open.label}
                </Button>
              )}
            </Section>
          )}
          {fact && <Text style={style.fact}>{fact}</Text>}
          {hint && <Text style={style.hint}>{hint}</Text>}
          <Hr style={style.line} />
          {department && (
            <Text style={style.card}>
              {[department.name, ...department.contact].join(" · ")}
              {department.messages && (
                <>
                  {" · "}
                  <Link href={department.messages} style={style.link}>
                    Conversar por mensagem
                  </Link>
                </>
              )}
            </Text>
          )}
          <Text style={style.card}>
            Aviso automático do{" "}
            <Link href={portal} style={style.link}>
              portal de atendimento
            </Link>
            .{(action || open) && ` Se os botões não abrirem, copie: ${(action ?? open)?.href}`}
          </Text>
          {choices && (
            <Text style={style.card}>
              <Link href={choices.href} style={style.link}>
                {choices.label}
              </Link>
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  );
}
