(() => {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const [canvas, search, found, details] = ['canvas', 'search', 'found', 'details'].map(byId);
  const svg = canvas.querySelector('svg');
  const things = JSON.parse(byId('things').textContent);
  const drawn = [...svg.querySelectorAll('[data-kind]')];
  const elements = new Map(drawn.map((element) => [element.dataset.id, element]));
  /** What stands within another. */
  const inner = new Set(svg.querySelectorAll('[data-kind] [data-kind]'));
  const lines = [...svg.querySelectorAll('.line')];
  const whole = {x: 0, y: 0, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height};
  const texts = new Map(drawn.map((element) => [element, textOf(element.dataset.id)]));
  let view = {...whole};
  let matches = [];
  let match = -1;
  let picked = null;

  function textOf(id) {
    const {title, facts} = things[id];
    return [title, ...facts.map(([term, text]) => `${term} ${text}`)].join('\n').toLowerCase();
  }

  // The view: which part of the picture the canvas shows.

  function show(next) {
    const width = Math.min(whole.width * 2, Math.max(80, next.width));
    view = {...next, width, height: (next.height * width) / next.width};
    svg.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
  }

  function zoom(factor, at = {x: view.x + view.width / 2, y: view.y + view.height / 2}) {
    const width = Math.min(whole.width * 2, Math.max(80, view.width * factor));
    const share = width / view.width;
    show({x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share, width, height: view.height * share});
  }

  function pointOf({clientX, clientY}) {
    return new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
  }

  /** What the details leave of the canvas: they lie at its right, on a small screen at its bottom. */
  function freeRoom() {
    const {left, right, top, bottom, width} = canvas.getBoundingClientRect();
    if (details.hidden) return {left, right, top, bottom};
    const over = details.getBoundingClientRect();
    return over.width < width ? {left, right: over.left, top, bottom} : {left, right, top, bottom: over.top};
  }

  /** Brings what is not fully in sight to the middle of the free room; what is too small to be read is enlarged if wanted. */
  function reveal(element, enlarge = true) {
    const room = freeRoom();
    const box = element.getBoundingClientRect();
    const inside = box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;
    const small = enlarge && box.height < 12;
    if (inside && !small) return;
    if (small) zoom(box.height / 24);
    const now = element.getBoundingClientRect();
    const from = pointOf({clientX: (room.left + room.right) / 2, clientY: (room.top + room.bottom) / 2});
    const to = pointOf({clientX: now.left + now.width / 2, clientY: now.top + now.height / 2});
    show({...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y});
  }

  // What is picked, and what it has to do with.

  /** Shows these and dims the rest; null shows all. What stands within a box is dimmed with it, or beside others within it. */
  function light(ids) {
    const lit = (element) => ids === null || ids.has(element.dataset.id);
    for (const box of drawn.filter((element) => !inner.has(element))) {
      const parts = [...box.querySelectorAll('[data-kind]')];
      const some = parts.some(lit);
      box.classList.toggle('dim', !lit(box) && !some);
      for (const part of parts) part.classList.toggle('dim', some && !lit(part));
    }
    for (const line of lines)
      line.classList.toggle('dim', ids !== null && !(ids.has(line.dataset.from) && ids.has(line.dataset.to)));
  }

  function pick(id) {
    elements.get(picked)?.classList.remove('picked');
    picked = id;
    elements.get(id)?.classList.add('picked');
    if (id !== null) light(relatives(id));
    else light(search.value.trim() === '' ? null : new Set(matches.map((element) => element.dataset.id)));
    tell(id);
  }

  /** What it is linked to, with what stands within it and its links, and the frames around all of that. */
  function relatives(id) {
    const linked = (one, relation) =>
      (things[one]?.links ?? []).filter(([name]) => !relation || name === relation).map(([, other]) => other);
    const own = [id, ...linked(id, 'has')];
    const near = [...own, ...own.flatMap((one) => linked(one))];
    return new Set([...near, ...near.flatMap((one) => linked(one, 'in')).filter((one) => !elements.has(one))]);
  }

  function tell(id) {
    details.replaceChildren();
    details.hidden = id === null;
    if (id === null) return;
    const {title, facts, links} = things[id];
    details.append(made('h2', title));
    const list = made('dl');
    for (const [term, text] of facts) list.append(made('dt', term), made('dd', text));
    details.append(list);
    for (const relation of new Set(links.map(([name]) => name))) {
      const others = links.filter(([name, other]) => name === relation && things[other]);
      if (others.length === 0) continue;
      details.append(made('h3', relation), made('ul', ...others.map(([, other]) => made('li', linkTo(other)))));
    }
  }

  function linkTo(id) {
    if (!elements.has(id)) return things[id].title;
    const button = made('button', things[id].title);
    button.type = 'button';
    button.addEventListener('click', () => go(elements.get(id)));
    return button;
  }

  function made(name, ...children) {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  }

  function go(element) {
    element.focus({preventScroll: true});
    reveal(element);
  }

  /** One of all is reached with Tab, the others from there. */
  function stop(element) {
    for (const other of svg.querySelectorAll('[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    element?.setAttribute('tabindex', '0');
  }

  // Search: all words, in any order.

  function find() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    matches = words.length === 0 ? [] : drawn.filter((element) => words.every((word) => texts.get(element).includes(word)));
    match = -1;
    for (const element of drawn) element.classList.toggle('hit', matches.includes(element));
    found.textContent = words.length === 0 ? '' : matches.length === 0 ? 'nothing found' : `${matches.length} found`;
    pick(null);
  }

  function next(step) {
    if (matches.length === 0) return;
    match = (match + step + matches.length) % matches.length;
    found.textContent = `${match + 1} of ${matches.length}`;
    pick(matches[match].dataset.id);
    stop(matches[match]);
    reveal(matches[match]);
  }

  search.addEventListener('input', find);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') next(event.shiftKey ? -1 : 1);
  });

  // Keys.

  const directions = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  const keys = {
    '/': () => search.select(),
    '+': () => zoom(0.8),
    '=': () => zoom(0.8),
    '-': () => zoom(1.25),
    0: () => show({...whole}),
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      search.value = '';
      find();
      return;
    }
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    const current = event.target.closest?.('[data-kind]');
    if (direction && current) go(neighbour(current, direction) ?? current);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });

  /** The nearest that lies that way; what lies aside counts three times as far. */
  function neighbour(from, [dx, dy]) {
    const start = cornerOf(from);
    let best = null;
    let least = Infinity;
    for (const element of drawn) {
      const {x, y} = cornerOf(element);
      const along = (x - start.x) * dx + (y - start.y) * dy;
      const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
      if (element === from || along <= 1) continue;
      if (along + 3 * aside < least) [best, least] = [element, along + 3 * aside];
    }
    return best;
  }

  function cornerOf(element) {
    const {left, top, width, height} = element.getBoundingClientRect();
    return {x: left + Math.min(width, 40) / 2, y: top + Math.min(height, 40) / 2};
  }

  // Not on the picture itself: Chromium would stop there.
  canvas.addEventListener('focusin', (event) => {
    const element = event.target.closest('[data-kind]');
    if (!element) return;
    stop(element);
    pick(element.dataset.id);
    reveal(element, element.matches(':focus-visible'));
  });

  // Pointers: one moves, two zoom.

  const pointers = new Map();
  let travelled = 0;

  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, event);
  });
  svg.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    travelled += Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY);
    if (travelled < 4) return;
    if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    svg.classList.add('moving');
    const before = [...pointers.values()];
    const [a, b] = [pointOf(last), pointOf(event)];
    pointers.set(event.pointerId, event);
    if (pointers.size === 1) show({...view, x: view.x + a.x - b.x, y: view.y + a.y - b.y});
    else zoom(distance(before) / Math.max(1, distance([...pointers.values()])), b);
  });
  for (const name of ['pointerup', 'pointercancel'])
    svg.addEventListener(name, (event) => {
      pointers.delete(event.pointerId);
      if (pointers.size === 0) svg.classList.remove('moving');
    });

  function distance([a, b]) {
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  }

  // The click gives the focus: what is pressed may yet be moved.
  svg.addEventListener('mousedown', (event) => event.preventDefault());
  svg.addEventListener('click', (event) => {
    if (travelled >= 4) return;
    const element = event.target.closest('[data-kind]');
    if (!element) pick(null);
    else if (element === document.activeElement) pick(element.dataset.id);
    else element.focus({preventScroll: true});
  });
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004), pointOf(event));
    },
    {passive: false},
  );

  byId('smaller').addEventListener('click', keys['-']);
  byId('larger').addEventListener('click', keys['+']);
  byId('fit').addEventListener('click', keys[0]);
  // On paper there is all of it.
  addEventListener('beforeprint', () => svg.setAttribute('viewBox', `0 0 ${whole.width} ${whole.height}`));
  addEventListener('afterprint', () => show(view));
  stop(drawn[0]);
})();
