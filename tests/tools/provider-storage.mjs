// What the OpenID provider remembers between requests. The library's own memory is lost with the provider
// object that a rotation replaces; this outlives it, so that a sign-in under way is not torn.
const rows = new Map();

export class ProviderStorage {
  constructor(model) {
    this.model = model;
  }

  async upsert(id, payload) {
    rows.set(this.key(id), payload);
  }

  async find(id) {
    return rows.get(this.key(id));
  }

  async findByUid(uid) {
    return [...rows.values()].find((row) => row.kind === this.model && row.uid === uid);
  }

  async consume(id) {
    rows.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    rows.delete(this.key(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, row] of rows) if (row.grantId === grantId) rows.delete(key);
  }

  key(id) {
    return `${this.model}:${id}`;
  }
}
