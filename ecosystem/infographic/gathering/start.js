// Start: the whole city gathered, or what is selected by now.

page.showers.push(follow);
draw();
follow(page.selection, page.filter);
