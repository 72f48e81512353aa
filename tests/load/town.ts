import type { Client } from "pg";
import { hashPassword } from "@/lib/accounts/password";
import { Copy, type Value } from "./copy";
import {
  cpfOf,
  DEPARTMENTS,
  departmentId,
  idOf,
  KINDS,
  PASSWORD,
  REQUESTERS,
  SERVICES,
  TECHNICIANS,
  technicianId,
} from "./people";

const FORM = {
  subjects: [
    {
      id: "pedido",
      label: "Pedido",
      sections: [
        {
          id: "pedido",
          fields: [
            { id: "descricao", type: "long_text", label: "O que você precisa", required: true },
            { id: "placa", type: "plate", label: "Placa" },
          ],
        },
      ],
    },
  ],
};

const times = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));

/** People, departments and services: the same at every size. */
export async function fillTown(client: Client, since: Date): Promise<void> {
  const insert = async (table: string, columns: string, rows: Value[][]) => {
    const copy = new Copy(client, table, columns.split(" "));
    for (const row of rows) await copy.row(...row);
    await copy.end();
  };
  const hash = await hashPassword(PASSWORD);
  await insert(
    "users",
    "id name cpf email password_hash origin created_at",
    times(REQUESTERS + TECHNICIANS, (index) => [
      idOf(KINDS.user, index),
      index < REQUESTERS ? `Requerente ${index} de Souza` : `Atendente ${index - REQUESTERS} da Silva`,
      cpfOf(index),
      `pessoa${index}@bench.example`,
      hash,
      "institution",
      since,
    ]),
  );
  await insert(
    "departments",
    "id slug name short_name phone email hours",
    DEPARTMENTS.map((name, index) => [
      departmentId(index),
      name.toLowerCase(),
      `Departamento de ${name}`,
      name,
      "(61) 2001-0100",
      `setor${index}@bench.example`,
      "segunda a sexta, das 8h às 18h",
    ]),
  );
  await insert(
    "profiles",
    "id user_id department_id role",
    times(TECHNICIANS, (index) => [
      idOf(KINDS.profile, index),
      technicianId(index),
      departmentId(index % DEPARTMENTS.length),
      "technician",
    ]),
  );
  await insert("categories", "id slug name position", [[idOf(KINDS.category, 0), "geral", "Geral", 0]]);
  await insert(
    "services",
    "id department_id category_id slug name summary icon title_template form_version_id description audience longest_time cost purpose",
    times(SERVICES, (index) => [
      idOf(KINDS.service, index),
      departmentId(index % DEPARTMENTS.length),
      idOf(KINDS.category, 0),
      `servico-${index}`,
      `Serviço número ${index}`,
      "Resolve o pedido de quem precisa.",
      "file-text",
      "{service} - {subject} - {placa}",
      idOf(KINDS.form, index),
      "Atendimento do pedido.",
      "Qualquer pessoa",
      "5 dias úteis",
      "Gratuito",
      "Atender ao pedido",
    ]),
  );
  await insert(
    "form_versions",
    "id service_id version definition published_at",
    times(SERVICES, (index) => [
      idOf(KINDS.form, index),
      idOf(KINDS.service, index),
      1,
      JSON.stringify(FORM),
      since,
    ]),
  );
}
