import type { Theme } from "../theme";

/** Who looks at the shell: only what the shell must know. */
export type Viewer = {
  name: string;
  /** The institution the person acts for, or the department they work in. */
  affiliation?: string | null;
  technician: boolean;
  manager: boolean;
  admin: boolean;
};

/** What the band at the top of a page depends on. */
export interface MastheadData {
  organisation: string;
  theme: Theme;
  viewer: Viewer | null;
  wide: boolean;
}
