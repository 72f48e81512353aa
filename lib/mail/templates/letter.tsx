import { Body, Button, Container, Head, Hr, Html, Link, Preview, render, Section, Text } from "react-email";
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
  open: { label: string; href: string } | null;
  /** Of which ticket it is. */
  fact: string | null;
  department: { name: string; contact: string[] } | null;
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

function Letter({ subject, paragraphs, quote, action, open, fact, department, portal, hint }: LetterContent) {
  return (
    <Html lang={LANGUAGE}>
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
      </Head>
      <Preview useTitleTag={false}>{paragraphs.slice(1, 3).join(" ")}</Preview>
      <Body lang={LANGUAGE} style={style.page}>
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
            <Text style={style.card}>{[department.name, ...department.contact].join(" · ")}</Text>
          )}
          <Text style={style.card}>
            Aviso automático do{" "}
            <Link href={portal} style={style.link}>
              portal de atendimento
            </Link>
            .{(action || open) && ` Se os botões não abrirem, copie: ${(action ?? open)?.href}`}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
