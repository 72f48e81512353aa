import type { CSSProperties } from "react";

/** Every element carries its own style: mail programs leave nothing else of it. */
const ink = "#1b2538";
const soft = "#536075";
const primary = "#1351b4";
const sans = "Raleway, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const button: CSSProperties = {
  display: "inline-block",
  padding: "12px 20px",
  borderRadius: "24px",
  border: `1px solid ${primary}`,
  fontSize: "16px",
  fontWeight: 600,
  // With its padding and border as high as a finger needs.
  lineHeight: "20px",
  margin: "0 12px 12px 0",
  textAlign: "center",
};

export const style = {
  page: { backgroundColor: "#f6f8fb", fontFamily: sans, margin: 0, padding: "16px 8px" },
  sheet: {
    backgroundColor: "#ffffff",
    border: "1px solid #dce3ed",
    borderRadius: "8px",
    maxWidth: "600px",
    padding: "24px",
  },
  preview: { display: "none", lineHeight: "1px", maxHeight: 0, maxWidth: 0, opacity: 0, overflow: "hidden" },
  above: { color: soft, fontSize: "13px", margin: "0 0 12px" },
  sender: { color: soft, fontSize: "14px", fontWeight: 600, margin: "0 0 16px" },
  paragraph: {
    color: ink,
    fontSize: "16px",
    lineHeight: "1.6",
    margin: "0 0 16px",
    wordBreak: "break-word",
  },
  acts: { margin: "8px 0 12px" },
  main: { ...button, backgroundColor: primary, color: "#ffffff" },
  other: { ...button, backgroundColor: "#ffffff", color: primary },
  fact: { color: ink, fontSize: "14px", lineHeight: "1.5", margin: "0", wordBreak: "break-word" },
  hint: { color: ink, fontSize: "14px", lineHeight: "1.5", margin: "8px 0 0" },
  line: { borderColor: "#dce3ed", margin: "20px 0" },
  card: { color: soft, fontSize: "13px", lineHeight: "1.5", margin: "0 0 8px", wordBreak: "break-word" },
  link: { color: primary, textDecoration: "underline" },
  quote: {
    borderLeft: "4px solid #c5d4eb",
    color: ink,
    fontSize: "16px",
    lineHeight: "1.6",
    margin: "0 0 16px",
    padding: "2px 0 2px 16px",
  },
  block: { margin: "0 0 12px", wordBreak: "break-word" },
  list: { margin: "0 0 12px", paddingLeft: "28px" },
  code: {
    backgroundColor: "#edf1f7",
    fontFamily: "Consolas, 'Courier New', monospace",
    fontSize: "14px",
    margin: "0 0 12px",
    padding: "8px",
    whiteSpace: "pre-wrap",
    wordBreak: "break-word",
  },
} satisfies Record<string, CSSProperties>;
