import { Pool } from "pg";

const pool = new Pool({ connectionString: process.env.DATABASE_URL });

type Props = { searchParams: Promise<{ bytes?: string }> };

/** The yardstick: one query, one component, as many bytes as the page it is compared with. */
export default async function Page({ searchParams }: Props) {
  const { bytes } = await searchParams;
  const { rows } = await pool.query<{ text: string }>("select repeat('palavra ', 8) as text");
  const line = rows[0]?.text ?? "";
  // Each line is sent twice: as HTML and as the data from which the browser makes it again.
  const lines = Math.max(1, Math.round((Number(bytes) - 5_000) / 215));
  return (
    <main>
      <h1>Página nua</h1>
      {Array.from({ length: lines }, (_, index) => index).map((index) => (
        <p key={index}>{line}</p>
      ))}
    </main>
  );
}
