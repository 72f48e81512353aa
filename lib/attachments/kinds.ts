/** A type of file the installation takes. The browser may import this: nothing here touches a file. */
export interface KnownType {
  /** The first is the one given to a file that came without. */
  extensions: readonly string[];
  label: string;
}

const office = "application/vnd.openxmlformats-officedocument";
const openDocument = "application/vnd.oasis.opendocument";

export const DOCX = `${office}.wordprocessingml.document`;
export const XLSX = `${office}.spreadsheetml.sheet`;
export const PPTX = `${office}.presentationml.presentation`;

/** Every content type that is taken; whatever is not here is refused. */
export const FILE_TYPES: Readonly<Record<string, KnownType>> = {
  "application/pdf": { extensions: ["pdf"], label: "PDF" },
  "image/jpeg": { extensions: ["jpg", "jpeg", "jpe", "jfif"], label: "imagem JPEG" },
  "image/png": { extensions: ["png"], label: "imagem PNG" },
  "image/webp": { extensions: ["webp"], label: "imagem WebP" },
  "image/gif": { extensions: ["gif"], label: "imagem GIF" },
  "image/avif": { extensions: ["avif"], label: "imagem AVIF" },
  "image/tiff": { extensions: ["tif", "tiff"], label: "imagem TIFF" },
  "image/heic": { extensions: ["heic", "heif"], label: "foto HEIC" },
  [DOCX]: { extensions: ["docx"], label: "documento do Word" },
  [XLSX]: { extensions: ["xlsx"], label: "planilha do Excel" },
  [PPTX]: { extensions: ["pptx"], label: "apresentação do PowerPoint" },
  [`${openDocument}.text`]: { extensions: ["odt"], label: "documento de texto ODT" },
  [`${openDocument}.spreadsheet`]: { extensions: ["ods"], label: "planilha ODS" },
  [`${openDocument}.presentation`]: { extensions: ["odp"], label: "apresentação ODP" },
  "text/plain": { extensions: ["txt"], label: "texto simples" },
  "text/csv": { extensions: ["csv"], label: "planilha CSV" },
  "audio/mpeg": { extensions: ["mp3"], label: "áudio MP3" },
  "audio/ogg": { extensions: ["ogg", "oga", "opus"], label: "áudio OGG" },
  "audio/wav": { extensions: ["wav"], label: "áudio WAV" },
  "audio/x-m4a": { extensions: ["m4a"], label: "áudio M4A" },
  "video/mp4": { extensions: ["mp4", "m4v"], label: "vídeo MP4" },
  "video/webm": { extensions: ["webm"], label: "vídeo WebM" },
  "video/quicktime": { extensions: ["mov"], label: "vídeo MOV" },
  "application/zip": { extensions: ["zip"], label: "arquivo ZIP" },
};

/** Types of which the installation makes a copy that a browser can show. */
export const VIEWABLE_IMAGES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/avif",
  "image/tiff",
];

/** A message as it came in, beside what was taken out of it. Nobody can send one as a file. */
export const MESSAGE_TYPE = "message/rfc822";

/** How a type is called, for people. */
export const typeLabel = (type: string) =>
  type === MESSAGE_TYPE ? "e-mail como chegou" : (FILE_TYPES[type]?.label ?? "arquivo");

/** Lower-case ending of a name, without the dot; empty when there is none that looks like one. */
export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** The type a name promises, if it is one that is taken. Content decides; this only tells people early. */
export function typeOfName(name: string): string | null {
  const extension = extensionOf(name);
  return Object.entries(FILE_TYPES).find(([, known]) => known.extensions.includes(extension))?.[0] ?? null;
}

/**
 * What to put in a file input's `accept`. HEIC is left out on purpose: phones then hand over a JPEG, which
 * everyone can open.
 */
export function acceptAttribute(types: readonly string[] = Object.keys(FILE_TYPES)): string {
  const wanted = types.filter((type) => type !== "image/heic" && FILE_TYPES[type]);
  const extensions = wanted.flatMap((type) => (FILE_TYPES[type]?.extensions ?? []).map((end) => `.${end}`));
  return [...wanted, ...extensions].join(",");
}
