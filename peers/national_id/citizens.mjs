/** The demonstration citizens: invented persons whose identity numbers begin with 000, which no province has. */
import { readFileSync } from 'node:fs';

const rows = JSON.parse(readFileSync(new URL('./citizens.json', import.meta.url), 'utf8'));

/** Every citizen: sub, assurance level, and claims as the provider gives them. */
export const citizens = rows.map(({ sub, assurance, description, ...person }) => ({
  sub,
  assurance,
  description,
  claims: {
    name: person.name,
    birthdate: person.birth_date,
    gender: person.sex === 'FEMALE' ? 'female' : 'male',
    phone_number: person.phone,
    email: person.email,
    address: { formatted: person.address },
    identity_number: person.identity_number,
    area_code: person.area_code,
  },
}));

const bySub = new Map(citizens.map((citizen) => [citizen.sub, citizen]));

/** Give the citizen with this subject, or undefined. */
export const findCitizen = (sub) => bySub.get(sub);
