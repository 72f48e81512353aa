const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How a zone is called in Brazil; others by the last part of their name. */
const zoneNames: Record<string, string> = {
  "America/Sao_Paulo": "horário de Brasília",
  "America/Porto_Velho": "horário de Porto Velho",
  "America/Manaus": "horário de Manaus",
  "America/Cuiaba": "horário de Cuiabá",
  "America/Campo_Grande": "horário de Campo Grande",
  "America/Rio_Branco": "horário de Rio Branco",
  "America/Boa_Vista": "horário de Boa Vista",
  "America/Belem": "horário de Belém",
  "America/Noronha": "horário de Fernando de Noronha",
};

function zoneName(timeZone: string): string {
  return zoneNames[timeZone] ?? `horário de ${timeZone.split("/").at(-1)?.replaceAll("_", " ")}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using one does. */
function part(value: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat("pt-BR", { ...options, timeZone });
    formats.set(key, format);
  }
  return format.format(value);
}

const relative = new Intl.RelativeTimeFormat("pt-BR", { numeric: "always" });

/** An ISO day as "quarta-feira, 25 de novembro". */
export function formatDay(day: string): string {
  return part(new Date(`${day}T12:00:00Z`), "UTC", { weekday: "long", day: "numeric", month: "long" });
}

function dayNumber(value: Date, timeZone: string): number {
  const [day, month, year] = part(value, timeZone, { day: "numeric", month: "numeric", year: "numeric" })
    .split("/")
    .map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) / DAY;
}

/** "sexta, 21 de nov., 10:42"; with the year when it is not the present one. */
export function formatMoment(value: Date, now: Date, timeZone: string): string {
  const weekday = part(value, timeZone, { weekday: "long" }).replace("-feira", "");
  const day = part(value, timeZone, { day: "numeric", month: "short" });
  const year = part(value, timeZone, { year: "numeric" });
  const thisYear = year === part(now, timeZone, { year: "numeric" });
  const clock = part(value, timeZone, { hour: "2-digit", minute: "2-digit" });
  return `${weekday}, ${day}${thisYear ? "" : ` de ${year}`}, ${clock}`;
}

/** The exact moment with its zone: "sexta, 21 de nov. de 2026, 10:42 (horário de Brasília)". */
export function formatExact(value: Date, timeZone: string): string {
  const elsewhere = new Date(0);
  return `${formatMoment(value, elsewhere, timeZone)} (${zoneName(timeZone)})`;
}

/** "agora", "há 5 minutos", "em 3 horas", "ontem, 10:42", "há 4 dias", then the date. */
export function formatRelative(value: Date, now: Date, timeZone: string): string {
  const gap = value.getTime() - now.getTime();
  const size = Math.abs(gap);
  if (size < MINUTE) return "agora";
  if (size < HOUR) return relative.format(Math.trunc(gap / MINUTE), "minute");
  const days = dayNumber(value, timeZone) - dayNumber(now, timeZone);
  if (days === 0) return relative.format(Math.trunc(gap / HOUR), "hour");
  const clock = part(value, timeZone, { hour: "2-digit", minute: "2-digit" });
  if (days === -1) return `ontem, ${clock}`;
  if (days === 1) return `amanhã, ${clock}`;
  if (Math.abs(days) <= 7) return relative.format(days, "day");
  const sameYear = part(value, timeZone, { year: "numeric" }) === part(now, timeZone, { year: "numeric" });
  return part(value, timeZone, { day: "numeric", month: "short", year: sameYear ? undefined : "numeric" });
}

type TimeProps = {
  value: Date;
  /** The moment the page was made: pass it down from the server so that both sides print the same. */
  now: Date;
  timeZone: string;
  /** "relative" says how long ago, "moment" the date and clock, "exact" these with the zone, "clock" only "10:42". */
  as?: "relative" | "moment" | "exact" | "clock";
  className?: string;
};

/** A moment already in words, to be sent to the browser as they are: its own words might differ from the server's. */
export interface TimeText {
  at: string;
  exact: string;
  words: string;
}

export const timeText = (value: Date, now: Date, timeZone: string): TimeText => ({
  at: value.toISOString(),
  exact: formatExact(value, timeZone),
  words: formatRelative(value, now, timeZone),
});

export function WrittenTime({ text }: { text: TimeText }) {
  return (
    <time dateTime={text.at} title={text.exact}>
      {text.words}
    </time>
  );
}

/** A moment in words, with the exact one for those who point at it. */
export function Time({ value, now, timeZone, as = "relative", className }: TimeProps) {
  const exact = formatExact(value, timeZone);
  const words = {
    exact: () => exact,
    moment: () => formatMoment(value, now, timeZone),
    relative: () => formatRelative(value, now, timeZone),
    clock: () => part(value, timeZone, { hour: "2-digit", minute: "2-digit" }),
  }[as]();
  return (
    <time dateTime={value.toISOString()} title={as === "exact" ? undefined : exact} className={className}>
      {words}
    </time>
  );
}
