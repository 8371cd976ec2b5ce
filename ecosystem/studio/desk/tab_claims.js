// Which tab has a file open: each holds a lock with its name, which the browser takes back when the tab is gone.

/** @type {Map<string, () => void>} */
const held = new Map();

/** Claim a name for this tab, and say whether no other tab has it. @param {string} name @returns {Promise<boolean>} */
export function claim(name) {
  if (!navigator.locks || held.has(name)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(`studio ${name}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise((release) => held.set(name, () => release(undefined))) : undefined;
    });
  });
}

export function releaseAll() {
  for (const release of held.values()) release();
  held.clear();
}

/** A name for what a file holds, the same in every tab and short: two contents rarely share one. @param {string} name @param {string} text */
export function nameOf(name, text) {
  let hash = 0x811c9dc5; // FNV-1a
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return `${name} ${text.length} ${hash >>> 0}`;
}
