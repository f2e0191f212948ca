// A client made from the published document alone: it compiles and lists every venue, or the document is wrong.
import { env } from "node:process";
import createClient from "openapi-fetch";
import type { paths } from "./generated.js";

const pageSize = 3;

const { BASE_URL: baseUrl, TOKEN: token } = env;
if (!baseUrl || !token) throw new Error("BASE_URL and TOKEN must be set");

const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });
console.log(JSON.stringify({ listed: await countVenues() }));

async function countVenues(): Promise<number> {
  const ids = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await readPage(cursor);
    for (const { id } of page.data) {
      // A venue that comes twice means that the cursor does not move on, and this would never end.
      if (ids.has(id)) throw new Error(`venue ${id} is listed twice`);
      ids.add(id);
    }
    cursor = page.page.next_cursor ?? null;
    if (page.page.has_more !== (cursor !== null)) throw new Error("has_more contradicts next_cursor");
  } while (cursor !== null);
  return ids.size;
}

async function readPage(cursor: string | null) {
  const query = cursor === null ? { limit: pageSize } : { limit: pageSize, cursor };
  const { data, error, response } = await client.GET("/v1/venues", { params: { query } });
  if (data === undefined) throw new Error(`${response.status} ${JSON.stringify(error)}`);
  if (data.data.length > pageSize) throw new Error(`a page of ${data.data.length} venues exceeds the limit`);
  return data;
}
