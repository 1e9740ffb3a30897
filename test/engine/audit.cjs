// Runs inside a page and answers what is wrong with it: names, headings, contrast, width. No test asserts a look.
(() => {
  const faults = [];
  const isSeen = (element) =>
    element.getClientRects().length > 0 && !element.closest(".unseen, .skip, thead");
  const nameOf = (element) => element.getAttribute("aria-label") ?? element.textContent.trim();

  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (field.labels.length === 0) faults.push(`no label: ${field.outerHTML}`);
  }
  for (const one of document.querySelectorAll("a, button, summary")) {
    if (nameOf(one) === "") faults.push(`no name: ${one.outerHTML}`);
  }
  for (const one of document.querySelectorAll("nav, section")) {
    if (!one.ariaLabel && !one.getAttribute("aria-labelledby"))
      faults.push(`landmark without a name: ${one.tagName}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption) faults.push("table without a caption");
  }
  let before = 0;
  for (const { tagName } of document.querySelectorAll("h1, h2, h3")) {
    const level = Number(tagName[1]);
    if (level > before + 1) faults.push(`${tagName} after H${before}`);
    before = level;
  }

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].find(
      (element) => isSeen(element) && element.getBoundingClientRect().right > clientWidth + 1,
    );
    faults.push(`wider than the screen: ${scrollWidth} > ${clientWidth}, ${wide?.outerHTML.slice(0, 200)}`);
  }

  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  for (const element of document.body.querySelectorAll("*")) {
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === 3 && node.textContent.trim() !== "",
    );
    if (!hasText || !isSeen(element)) continue;
    const [light, dark] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))].sort(
      (a, b) => b - a,
    );
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) faults.push(`contrast ${contrast.toFixed(2)}: ${element.outerHTML.slice(0, 100)}`);
  }

  for (const one of document.querySelectorAll("button, .button")) {
    if (isSeen(one) && one.getBoundingClientRect().height < 24)
      faults.push(`too small to hit: ${nameOf(one)}`);
  }
  return faults;
})();
