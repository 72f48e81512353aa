import { bringFormToLife, bringPasswordToLife } from "./form";
import { bringShellToLife } from "./shell";

// All the script of the login page. It is bundled by itself (components/entering/bundle.cjs): nothing of React or of the
// framework is loaded there.
bringShellToLife();
bringPasswordToLife();
bringFormToLife();
