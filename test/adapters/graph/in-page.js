/** Texts that leave the box that they are in, or lie over another text of it, as the browser has drawn them. */
(() => {
  const areaOf = (element) => element.getBoundingClientRect();
  const svg = document.querySelector('main svg');
  const slack = (areaOf(svg.querySelector('.page')).width / svg.viewBox.baseVal.width) * 1.5;
  const common = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  const boxes = [...svg.querySelectorAll('[data-kind]')].filter((element) => !element.parentElement.closest('[data-kind]'));
  return boxes.flatMap((box) => {
    const outer = areaOf(box.querySelector('rect'));
    const texts = [...box.querySelectorAll('text')].map((text) => ({words: text.textContent, area: areaOf(text)}));
    const leaves = ({left, right, top, bottom}) =>
      left < outer.left - slack || right > outer.right + slack || top < outer.top - slack || bottom > outer.bottom + slack;
    const covers = (a, b) => common(a, b, 'left', 'right') > slack && common(a, b, 'top', 'bottom') > slack * 3;
    return [
      ...texts.filter(({area}) => leaves(area)).map(({words}) => `${words} leaves its box`),
      ...texts.flatMap((a, index) =>
        texts.slice(index + 1).flatMap((b) => (covers(a.area, b.area) ? [`${a.words} lies over ${b.words}`] : [])),
      ),
    ];
  });
})();
