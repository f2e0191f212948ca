-- What a venue does by link beside what it could before. A new word is used by no statement of the script that adds it.
alter type link_purpose add value 'change_staff';
