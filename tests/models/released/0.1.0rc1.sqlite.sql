BEGIN TRANSACTION;
CREATE TABLE access_link (
	id INTEGER NOT NULL, 
	token_sha256 VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	message_key TEXT NOT NULL, 
	issued_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	UNIQUE (token_sha256)
);
INSERT INTO "access_link" VALUES(3,'238463ce96e41e035f06c55b1f88a8838b89ab56a72e3508ebb57ff4fc4be8ab',2,'desk','digest:2:2026-04-06','2026-04-06 04:00:00.000000','2026-08-29 00:00:00.000000',NULL);
INSERT INTO "access_link" VALUES(4,'5e53d797da414c9c139dc203619bcb5cb13c3323e5d41c54211db68ce4c7e51c',2,'unsubscribe','digest:2:2026-04-06','2026-04-06 04:00:00.000000','2026-08-29 00:00:00.000000',NULL);
CREATE TABLE account (
	id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	name TEXT NOT NULL, 
	password_hash TEXT, 
	password_set_at DATETIME, 
	made_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (address)
);
INSERT INTO "account" VALUES(1,'chief@example.org','',NULL,NULL,'2026-11-30 13:12:29.824689',NULL);
CREATE TABLE account_grant (
	account_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	party_id INTEGER NOT NULL, 
	roadmap_id INTEGER NOT NULL, 
	granted_at DATETIME NOT NULL, 
	granted_by TEXT NOT NULL, 
	PRIMARY KEY (account_id, role, party_id, roadmap_id), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE account_link (
	token_sha256 VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	issued_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	PRIMARY KEY (token_sha256), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "account_link" VALUES('503719b3aff357e78423c270c08f78b63aecb77bd160567208f7352d62113ad0',1,'invitation','2026-11-30 13:12:29.824689','2026-12-01 13:12:29.824689','2026-11-30 13:12:30.945390');
INSERT INTO "account_link" VALUES('0d223adf645f1c5a671f36b04f390779dff990d3a4e87aff55c52333d95f945c',1,'password_reset','2026-11-30 13:12:30.945390','2026-12-01 13:12:30.945390',NULL);
CREATE TABLE account_session (
	id INTEGER NOT NULL, 
	token_sha256 VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR, 
	client TEXT NOT NULL, 
	agent TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (token_sha256), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE agenda_queue (
	next_action_at DATETIME NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	PRIMARY KEY (next_action_at, occurrence_id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id)
)
 WITHOUT ROWID

;
INSERT INTO "agenda_queue" VALUES('2026-12-01 04:00:00.000000',1);
INSERT INTO "agenda_queue" VALUES('2026-04-20 04:00:00.000000',3);
INSERT INTO "agenda_queue" VALUES('2026-04-21 04:00:00.000000',4);
INSERT INTO "agenda_queue" VALUES('2026-09-17 04:00:00.000000',6);
INSERT INTO "agenda_queue" VALUES('2026-12-01 19:00:00.000000',10);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0015');
CREATE TABLE api_answer (
	token_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	request_sha256 VARCHAR NOT NULL, 
	status INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	kept_at DATETIME NOT NULL, 
	PRIMARY KEY (token_id, "key"), 
	FOREIGN KEY(token_id) REFERENCES api_token (id)
);
CREATE TABLE api_token (
	id INTEGER NOT NULL, 
	token_sha256 VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	scopes JSON NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_on DATE, 
	revoked_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (token_sha256), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "api_token" VALUES(1,'1e84a2ca947e11848f977f8decec2b087373a6bb58ca7409b536ec250efe4d74',1,'выгрузка в учёт','["see", "coordinate"]','2026-11-30 13:12:30.305900','2027-02-28 13:12:30.305900',NULL,'2026-11-30 13:12:30.666246');
CREATE TABLE "audit" (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR NOT NULL, 
	deed VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	details JSON NOT NULL, 
	identity VARCHAR, 
	"before" JSON, 
	"after" JSON, 
	hash VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-03-02 04:00:00.000000','command','imported','roadmap:1','{"file": {"~": "3920564216378aaeceebe1b0613234eeea8d136394a459c5a1f7ef86807dbdb5"}, "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'05fe0b7d33ed33c2e4ddd614641caa2a57525c7925be6630c1a84ce4dfedc27f');
INSERT INTO "audit" VALUES(2,'2026-03-02 04:00:00.000000','command','approved','roadmap:1','{"tasks": 5, "occurrences": 5, "held": 1}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'85e45f5ce70bd109748c3f04dfb7376989de5fb22aae38e145841dfa890002e4');
INSERT INTO "audit" VALUES(3,'2026-03-02 04:00:00.000000','command','contact set','party:3','{"person": 1}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"speaks": false}','{"speaks": true}','668c18ae52a44bf37a2be515b16acc5a94fb24101ce28cb6fdbe8eaf222acc68');
INSERT INTO "audit" VALUES(4,'2026-03-02 04:00:00.000000','command','contact set','party:1','{"person": 2}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"speaks": false}','{"speaks": true}','5064c96225924322a19c242afefc6da126c9ef75a7e6eb19b4995e2965bca5bf');
INSERT INTO "audit" VALUES(5,'2026-03-02 04:00:00.000000','command','contact set','party:2','{"person": 3}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"speaks": false}','{"speaks": true}','e2021e33761260200ed45dc9b4001136525a82d62d5c118d1b908e0bf4a6bdfb');
INSERT INTO "audit" VALUES(6,'2026-04-06 04:00:00.000000','clock','window opened','occurrence:2','{"planned_on": "2026-01-01"}',NULL,NULL,NULL,'097c14e66b1f9011c7baa9d49c863eede1c8ae513f68c3a0538ab204febbf6fd');
INSERT INTO "audit" VALUES(7,'2026-04-06 04:00:00.000000','clock','window closed','occurrence:2','{"planned_on": "2026-02-28"}',NULL,NULL,NULL,'823a9e353ddb2d5a2a4aaaddc8ca559fd0c1edaaa9fe19b06f2796a3ac5bc269');
INSERT INTO "audit" VALUES(8,'2026-04-06 04:00:00.000000','clock','window opened','occurrence:3','{"planned_on": "2026-04-06"}',NULL,NULL,NULL,'830c918bbdbcfa1c76700b0dead2c75bf1320e73cde31c128eebbfe2202b0640');
INSERT INTO "audit" VALUES(9,'2026-04-06 04:00:00.000000','clock','window opened','occurrence:4','{"planned_on": "2026-04-01"}',NULL,NULL,NULL,'efffe6b58037b52d0a9fb399a591288ceef97a3f1f3cba4c19bc04e9c6563145');
INSERT INTO "audit" VALUES(10,'2026-04-06 04:00:00.000000','command','term settled','task:5','{"phrase": {"~": "e062d6fdafe5bd655395a254c13babc091c559bdb9e34755078e4acdae539d8f"}, "meaning": {"~": "dabc9e0a5c664ed05fa1418c2f140fdc6dc2b3d85dffb1a645ead104241fd545"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'976e08ff0d88e3208e0ce856506b96902dd9192df50b69234fab3cd899c49855');
INSERT INTO "audit" VALUES(11,'2026-04-16 04:00:00.000000','command','submitted','occurrence:3','{"version": 1, "kind": "link", "sha256": null, "files": [], "urls": [{"~": "8499ebdecc675e8d648ba93d739ab6d159a3b890344d89eb0e29f98b8c1da648"}]}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"submitted_at": null}','{"submitted_at": "2026-04-16T04:00:00.000000Z"}','7ca498b24a959c05cb9a0b2499ef12527b74b1f91cd9b63b1bf37252f04df4b8');
INSERT INTO "audit" VALUES(12,'2026-04-17 04:00:00.000000','command','returned','occurrence:3','{"reason": {"~": "97b6934f6122ba6bca32843bb491c25608213ac900990a1546fdbf9b6c2355c1"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"returned_at": null}','{"returned_at": "2026-04-17T04:00:00.000000Z"}','62acf376bab62aa2fa021b3951a78a93d6cb8f81b8070415c456ec0ffc4a9f28');
INSERT INTO "audit" VALUES(13,'2026-04-18 04:00:00.000000','command','submitted','occurrence:3','{"version": 2, "kind": "file", "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72", "files": ["83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"], "urls": []}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"submitted_at": "2026-04-16T04:00:00.000000Z", "returned_at": "2026-04-17T04:00:00.000000Z"}','{"submitted_at": "2026-04-18T04:00:00.000000Z", "returned_at": null}','f10988b40744e2292452654428435a925471cc777412b99020296a929160a0f0');
INSERT INTO "audit" VALUES(14,'2026-04-20 04:00:00.000000','command','accepted','occurrence:3','{"reason": null}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"accepted_at": null}','{"accepted_at": "2026-04-20T04:00:00.000000Z"}','26369caaf483ffc2d5dff53a782926b28276597197f60c89725a304ca5afcd99');
INSERT INTO "audit" VALUES(15,'2026-04-20 04:00:00.000000','command','extended','occurrence:4','{"from": "2026-06-30", "to": "2026-07-15", "reason": {"~": "de8bdbf0e0df553ffa0d915c953eea14e98b0999e9a90c9ca8fd946dd5e083cf"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"due_on": "2026-06-30"}','{"due_on": "2026-07-15"}','f42fcc2a62af7839c86ac97655c604f2c3709638c0fe6e0ceaba8f0020e5b265');
INSERT INTO "audit" VALUES(16,'2026-04-20 04:00:00.000000','command','extension asked','occurrence:4','{"request": 1, "to": "2026-07-20", "reason": {"~": "1a94222823e72e6a8912584dccd9f180f28b92ad4311580beb5ec5b1c1e2e4a3"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"granted": null}','{"granted": null}','5a0a420561975c5887592203d5bdd75957f51ba50edb947eb5641238fe367e8c');
INSERT INTO "audit" VALUES(17,'2026-04-20 04:00:00.000000','command','extension refused','occurrence:4','{"request": 1, "to": "2026-07-20", "answer": {"~": "3e1ad97de0b74bc6300f00b90d50c9b7202a83e6c2b13cf4d0aa0bc6bb28dcf9"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"granted": null}','{"granted": false}','c8d751c6bf87c9a3667b84c2e5da7dac6ade5e2fbc610c4ed2e2269eef87b24d');
INSERT INTO "audit" VALUES(18,'2026-04-20 04:00:00.000000','command','resumed','occurrence:2','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"watched_from_on": "2026-03-02", "held": true}','{"watched_from_on": "2026-04-20", "held": false}','7d06abdc6fade493e5710b7615f8d7ad27873831234aa70033a3db5dafd4859a');
INSERT INTO "audit" VALUES(19,'2026-04-20 04:00:00.000000','command','cancelled','occurrence:5','{"reason": {"~": "82b63198dc4aacbca20aed76837c618665939b81efb9b6ee59c0c759e0063921"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"cancelled_at": null}','{"cancelled_at": "2026-04-20T04:00:00.000000Z"}','04e67d4472d202314154dcb08298d20322f6b1e9f846fd38f8c965227b241ffa');
INSERT INTO "audit" VALUES(20,'2026-04-20 04:00:00.000000','command','coordinator set','person:4','{"roadmap": 0}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'2ffbee0d22b7b34764ebe47ded52a69215f3644fd92c190ecfca2dd04f9a6025');
INSERT INTO "audit" VALUES(21,'2026-04-20 04:00:00.000000','command','webhook added','webhook:1','{"kinds": ["submitted", "accepted"]}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'cc397b8e608a67fca15758c19302fa637adb0d47532687f2177258aca9e0f56d');
INSERT INTO "audit" VALUES(22,'2026-04-20 04:00:00.000000','command','reassigned','task:5','{"former": {"~": "bc75d1b4b562aced386f31d426341b37b703824af33df01731543796aba5b84b"}, "present": {"~": "22517ebfc7814afb9281eba854b75b5b0605f07560af197e1a71905f31302dad"}, "roles": ["responsible"]}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"party": 3}','{"party": 1}','336e04742ec96a7ecb12eaf307aa2b0d4c3b5130ccfd715dc7c95bfc02dfc106');
INSERT INTO "audit" VALUES(23,'2026-04-20 04:00:00.000000','command','contact moved','party:1','{"person": 3, "former": {"~": "e4e14c3a6964f1f66347e5bd6aa4c66f784a5202cf856475ae9482c2137e6a90"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'43e87af87e9ee2af2cb52d520415fc88f826ff93479f0fb0cab260650ebb0d5b');
INSERT INTO "audit" VALUES(24,'2026-04-20 04:00:00.000000','command','contact removed','party:1','{"person": 3}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"speaks": true}','{"speaks": false}','4abd72a0a8a537d28e5215c9a00ee7cabb565f24d5ef3a7712a406d3aa133ba0');
INSERT INTO "audit" VALUES(25,'2026-04-20 04:00:00.000000','command','coordinator removed','person:4','{"roadmaps": [0]}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'66d1989789de2b0cbfe7c37b224cc093bfc8b842ba7e61a4dea1a9360453e778');
INSERT INTO "audit" VALUES(26,'2026-04-20 04:00:00.000000','command','person forgotten','person:1','{"records": 5, "digests": []}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'341073a5aca4fe6b10383e7c8cfbb6b6a9aeaea182a97076723a3ab72ac97318');
INSERT INTO "audit" VALUES(27,'2026-11-30 13:12:00.793832','command','calendar added','person:2','{"mark": "d9b2b2c366ca"}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'23018b376f1e0ca0543ea475927e667b2c6989bb9489082e639059e86b7e7a95');
INSERT INTO "audit" VALUES(28,'2026-04-20 04:00:00.000000','command','webhook removed','webhook:1','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'29717b7a3cc03b1d8bf9e05db5e94061ef43386067e11233263b5acdcb2c0b3c');
INSERT INTO "audit" VALUES(29,'2026-04-20 04:00:00.000000','command','indicators stored','indicator_set:1','{"name": {"~": "d8650322bd61abf1d98ba12c41dfd0e93cf248de7d09211577367342f426be10"}, "version": 1}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'5167e782038e0889fb66a9a79f0affdc03bc1b7f76f41718b31f9cdfb35488b2');
INSERT INTO "audit" VALUES(30,'2026-04-20 04:00:00.000000','command','recommendations stored','recommendations:Школьные музеи','{"name": {"~": "33f9183db03a5ee60783a1387128efbce83f47e20be3985b789a2bf2b6e1d8c8"}, "removed": []}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"texts": 0}','{"texts": 3}','6786dd09661d096fcd72359b516b6c03f117ad22302698949bb437ba2366bdbc');
INSERT INTO "audit" VALUES(31,'2026-04-20 04:00:00.000000','command','round planned','round:1','{"key": {"~": "bfbe8514d25edf003bd76ae830ff1773c773776060eb4db220f9959035632d7d"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'61e000effbb94a691c2c9df1bb5ed0add38aa92308c0f9ef156e26ff947b66fb');
INSERT INTO "audit" VALUES(32,'2026-04-20 04:00:00.000000','command','participants set','round:1','{"participants": 3}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'f521850a418b4fa5bec713af5c5be6782f1294dad663f61857faf1d9156ee25c');
INSERT INTO "audit" VALUES(33,'2026-04-20 04:00:00.000000','command','questions chosen','round:1','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"set": null}','{"set": 1}','bb8c8d8aa112e07d3986b3a369c4532efe09dff8211ce3001c16083fa12b8b74');
INSERT INTO "audit" VALUES(34,'2026-04-20 04:00:00.000000','command','round moved','round:1','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"opens_on": "2026-05-15", "due_on": "2026-05-29"}','{"opens_on": "2026-05-15", "due_on": "2026-06-05"}','8c9a200c78604c9227cc277a51ffe676a86761a3485b47667d3bc932c889e7bc');
INSERT INTO "audit" VALUES(35,'2026-05-12 04:00:00.000000','command','round opened','round:1','{"participants": 3}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'2c1941afb154995e7ac0475fd8091f98db5184943d54d4a87180a5ecf5bc462c');
INSERT INTO "audit" VALUES(36,'2026-05-20 04:00:00.000000','command','extended','occurrence:8','{"from": "2026-06-05", "to": "2026-06-10", "reason": {"~": "762f642c8717caf326e3376d06c2b9bde7cf5e0f15f6aa22d9d3ccec0ea62d2b"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"due_on": "2026-06-05"}','{"due_on": "2026-06-10"}','ecc1f6ca86af8b01d2ba5f46953c077364bd7c2a04c7df13859c68c069c5e7eb');
INSERT INTO "audit" VALUES(37,'2026-06-11 04:00:00.000000','command','round closed','round:1','{"submitted": 0, "accepted": 0}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'3e604fc32ec081ec65d738dee5a0ae63c2d24a68f45d756e5781f52f608cc3b4');
INSERT INTO "audit" VALUES(38,'2026-06-11 04:00:00.000000','command','extended','occurrence:7','{"from": "2026-06-05", "to": "2026-06-20", "reason": {"~": "35566f2cb0d742abbd176524679c48b97921234b67ca1096479efa22352a63b5"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"due_on": "2026-06-05"}','{"due_on": "2026-06-20"}','1120d5085f4217846f0ce8611fb56ca5ad12a9ad7a20becf9e9bd56cb68c49f1');
INSERT INTO "audit" VALUES(39,'2026-06-11 04:00:00.000000','command','participant reopened','round:1','{"participant": 1, "until": {"~": "17da510198bd2ca1d2f60bbf2e60789d7a14299235d1532beca0667b095c3289"}, "reason": {"~": "0cc1546c1d66c3952f8d11a22a373d6db45adc4139a64d990478efb98a55e404"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'c87b68910e24dbf3ba315553cc5e8ab062440849e6a00c6461f2e898d5dc58b1');
INSERT INTO "audit" VALUES(40,'2026-06-25 04:00:00.000000','command','letters drafted','round:1','{"letters": 3}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'993a17dc42b64190e36b8657a6de192673be6cc2b3fa00def0cfbb9e6e4ac9fb');
INSERT INTO "audit" VALUES(41,'2026-06-25 04:00:00.000000','command','letter edited','round:1','{"letter": 1, "revision": 2}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'0dbcf8479559eeedb76c3146fbb3a81b7c49969a0d7b8665a7273a8581335a35');
INSERT INTO "audit" VALUES(42,'2026-06-25 04:00:00.000000','command','approved','roadmap:3','{"tasks": 1, "occurrences": 1, "held": 0}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'a06a66c5c7819a08bac86526b182d20b151be38d3766779da97f34f5d9341ac3');
INSERT INTO "audit" VALUES(43,'2026-06-25 04:00:00.000000','command','letter approved','round:1','{"letter": 1, "roadmap": 3, "number": "1/1"}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'050b7037e60dbdac122b46a5834d8d8e6496631891c3599c0ed20348cc46109c');
INSERT INTO "audit" VALUES(44,'2026-06-25 04:00:00.000000','command','cancelled','occurrence:7','{"reason": {"~": "faccd09c5bf6dc4cac7d863070a72fa0e8867de84a8cd33ad3e8a5b2c7b24eea"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"cancelled_at": null}','{"cancelled_at": "2026-06-25T04:00:00.000000Z"}','7e6978b7f3fee932c912a4f62abf9ee2e0aed6c982397de2ae7f39db2cabca96');
INSERT INTO "audit" VALUES(45,'2026-06-25 04:00:00.000000','command','cancelled','occurrence:8','{"reason": {"~": "444d19e84fa055d48d93e2691c259551366c6642493023ef0a4bd415ec282b99"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"cancelled_at": null}','{"cancelled_at": "2026-06-25T04:00:00.000000Z"}','bd0ddad2ffab26c90907899b4e7b7e57388cca5d1831f511174a4e95fb6b1541');
INSERT INTO "audit" VALUES(46,'2026-06-25 04:00:00.000000','command','cancelled','occurrence:9','{"reason": {"~": "8bbbafaf4954f1525070981df44f4e0d8808f8264a3383f05f2523dd8a20ddff"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','{"cancelled_at": null}','{"cancelled_at": "2026-06-25T04:00:00.000000Z"}','afb259f74fd359f3ed852f210610e3b83596ebd27c1955dc9ff975c0fb84d836');
INSERT INTO "audit" VALUES(47,'2026-06-25 04:00:00.000000','command','round cancelled','round:1','{"reason": {"~": "8be2c88ff3ba2853945114fd4799bb4a38e012c1d921a4ec6107dc42bbf6c990"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'12756ba3e093f5a99dd6fa099168bb0fe472f51d40a07fd77f07e25851c9133d');
INSERT INTO "audit" VALUES(48,'2026-11-30 13:12:29.824689','command','account made','account:1','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'033b45e97743225e0385901b2334ad510a580cef8d13ac4d21bf48c0e7b702f6');
INSERT INTO "audit" VALUES(49,'2026-11-30 13:12:29.824689','command','role granted','account:1','{"role": {"~": "7bdfdd390444b17a121e692879752de94cc3b3c005042a8c85f2c7ef39b22d2f"}, "party": null, "roadmap": null}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'3ffdc69d24fdf066da2eff43cfda92eb0747cc7385f684ef2971df5754e287aa');
INSERT INTO "audit" VALUES(50,'2026-11-30 13:12:29.824689','command','password link issued','account:1','{"purpose": {"~": "43a9ff74dde3d946201c9fa3618c01bc3629c654e53002018ef3b00c16351d9d"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'0ec8c0a3375a1c03b14ca1aa7f4e1fbd27a3b4a06f056a63986102fc630e0cf9');
INSERT INTO "audit" VALUES(51,'2026-11-30 13:12:30.305900','command','token made','account:1','{"number": 1, "kinds": ["see", "coordinate"]}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'bb0fb9c42fc16cbac856e064c17338baacd2db246467478e22892703ca683568');
INSERT INTO "audit" VALUES(52,'2026-11-30 13:12:30.666246','command','token revoked','account:1','{"number": 1}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'1e577acd3707fecc3319b12ed5221f67042df6df88c85e7b3522d67dd9fc8425');
INSERT INTO "audit" VALUES(53,'2026-11-30 13:12:30.945390','command','password link issued','account:1','{"purpose": {"~": "9fbc83f024169292f79ccc1244f155863ffe6ab7abd0dc8d12d16412cc5a7470"}}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'7bbe9ac101b0575fbeb14d48ecb621c69d7c9f762aa962affc4085c31ed6b2f2');
INSERT INTO "audit" VALUES(54,'2026-11-30 13:12:31.169827','command','account disabled','account:1','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'7a71c64fe4cb398428cba47e3f3f06f1411ce820955d7d3b2e3c74b96237bf25');
INSERT INTO "audit" VALUES(55,'2026-11-30 13:12:31.479233','command','account enabled','account:1','{}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'9d7b6f9811c44ef1e635aad8e9c1cc84e5678945d93f60706c30a10fc6067c4e');
INSERT INTO "audit" VALUES(56,'2026-11-30 13:12:31.669752','command','role revoked','account:1','{"role": {"~": "45f076d6a7924d4ed992fb7777ccbd0c08e52c2b5e735ca176c59ec61bc90f27"}, "party": null, "roadmap": null}','03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee',NULL,NULL,'fad05981988fa283c11ba53919d4c5509161f5b6941870678a372db72ef755ee');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,56,'fad05981988fa283c11ba53919d4c5509161f5b6941870678a372db72ef755ee','2026-11-30 13:12:31.669752');
CREATE TABLE audit_text (
	digest VARCHAR NOT NULL, 
	salt VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	person_id INTEGER, 
	PRIMARY KEY (digest)
);
INSERT INTO "audit_text" VALUES('03a8887e2f831e14101d7de626e7529b6aa96a0ab62049e008488a93b7b70cee','f7004cbe4537843431fd8cd9ef3aede4','account','root',NULL);
INSERT INTO "audit_text" VALUES('3920564216378aaeceebe1b0613234eeea8d136394a459c5a1f7ef86807dbdb5','3b9555f347be7e419fac0d881d10794c','text','order.txt',NULL);
INSERT INTO "audit_text" VALUES('e062d6fdafe5bd655395a254c13babc091c559bdb9e34755078e4acdae539d8f','1a10e6a63fdf62f6659624d3e545fe1e','text','до 1 октября',NULL);
INSERT INTO "audit_text" VALUES('dabc9e0a5c664ed05fa1418c2f140fdc6dc2b3d85dffb1a645ead104241fd545','1a801ca1acc48a27c99e6ee74ba19a2a','text','до 1 октября 2026 года',NULL);
INSERT INTO "audit_text" VALUES('8499ebdecc675e8d648ba93d739ab6d159a3b890344d89eb0e29f98b8c1da648','d5cecc2263a9b989df8bf6cb738efbbb','text','https://example.org/seminar',NULL);
INSERT INTO "audit_text" VALUES('97b6934f6122ba6bca32843bb491c25608213ac900990a1546fdbf9b6c2355c1','840472ebe02cd372e5d5c15e17e8b073','text','нет списка участников',NULL);
INSERT INTO "audit_text" VALUES('de8bdbf0e0df553ffa0d915c953eea14e98b0999e9a90c9ca8fd946dd5e083cf','5451339f2478a64ed2cb392fbee9e733','text','Письмо исполнителя № 5',NULL);
INSERT INTO "audit_text" VALUES('1a94222823e72e6a8912584dccd9f180f28b92ad4311580beb5ec5b1c1e2e4a3','d7f5353e4055330ca1a35dee52ef5037','text','Ждём экспонаты',NULL);
INSERT INTO "audit_text" VALUES('3e1ad97de0b74bc6300f00b90d50c9b7202a83e6c2b13cf4d0aa0bc6bb28dcf9','22cd2d7d46ecf1a6b91d875d92fc1683','text','К началу выставки',NULL);
INSERT INTO "audit_text" VALUES('82b63198dc4aacbca20aed76837c618665939b81efb9b6ee59c0c759e0063921','e830864c59cb839a855622caf0821d2d','text','Перенесено на 2027 год',NULL);
INSERT INTO "audit_text" VALUES('bc75d1b4b562aced386f31d426341b37b703824af33df01731543796aba5b84b','4721ce9d4f48dddcb902a1310f07cabd','text','МБУ «Методцентр»',NULL);
INSERT INTO "audit_text" VALUES('22517ebfc7814afb9281eba854b75b5b0605f07560af197e1a71905f31302dad','dd44c71a9e77aba2fb1efe6db55d35b6','text','МКУ «Архив»',NULL);
INSERT INTO "audit_text" VALUES('e4e14c3a6964f1f66347e5bd6aa4c66f784a5202cf856475ae9482c2137e6a90','fdc5010dab5931cd52cca4e1ef5c1118','text','заместитель начальника управления Орлова М.Н.',NULL);
INSERT INTO "audit_text" VALUES('d8650322bd61abf1d98ba12c41dfd0e93cf248de7d09211577367342f426be10','a121d1e769c3de448874c5d1644d8e7a','text','Школьные музеи',NULL);
INSERT INTO "audit_text" VALUES('33f9183db03a5ee60783a1387128efbce83f47e20be3985b789a2bf2b6e1d8c8','8ae2f653346e19248594b7776d68c639','text','Школьные музеи',NULL);
INSERT INTO "audit_text" VALUES('bfbe8514d25edf003bd76ae830ff1773c773776060eb4db220f9959035632d7d','5ae87c2677b099035174024a40d17349','text','manual:2026-05-15:2026-05-29:4a91501fa4c54325',NULL);
INSERT INTO "audit_text" VALUES('762f642c8717caf326e3376d06c2b9bde7cf5e0f15f6aa22d9d3ccec0ea62d2b','f8975d5c2c33dba2631053550bfa70f8','text','Письмо № 9',NULL);
INSERT INTO "audit_text" VALUES('35566f2cb0d742abbd176524679c48b97921234b67ca1096479efa22352a63b5','f59cd36384868f4ec9e2fc86210b3dad','text','Не успели',NULL);
INSERT INTO "audit_text" VALUES('17da510198bd2ca1d2f60bbf2e60789d7a14299235d1532beca0667b095c3289','6a003c4cb96513546137ef29febd7a1f','text','2026-06-20',NULL);
INSERT INTO "audit_text" VALUES('0cc1546c1d66c3952f8d11a22a373d6db45adc4139a64d990478efb98a55e404','e264186ba667f0718aabe344437121b3','text','Не успели',NULL);
INSERT INTO "audit_text" VALUES('faccd09c5bf6dc4cac7d863070a72fa0e8867de84a8cd33ad3e8a5b2c7b24eea','a1f82244981db67d66228d866dd0a4df','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('444d19e84fa055d48d93e2691c259551366c6642493023ef0a4bd415ec282b99','7cd508ec1d07c2e87f8cf23f2d16ebec','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('8bbbafaf4954f1525070981df44f4e0d8808f8264a3383f05f2523dd8a20ddff','8d0070dd15f68fd849fa177573697247','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('8be2c88ff3ba2853945114fd4799bb4a38e012c1d921a4ec6107dc42bbf6c990','86720bcc010253406e13dc965e0efaeb','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('7bdfdd390444b17a121e692879752de94cc3b3c005042a8c85f2c7ef39b22d2f','8fdf482d39d59bbf9b80301ca4aa0fef','text','coordinator',NULL);
INSERT INTO "audit_text" VALUES('43a9ff74dde3d946201c9fa3618c01bc3629c654e53002018ef3b00c16351d9d','5dbd5b4851ce59a56da444e2ee059a53','text','invitation',NULL);
INSERT INTO "audit_text" VALUES('9fbc83f024169292f79ccc1244f155863ffe6ab7abd0dc8d12d16412cc5a7470','f6f217217559b280817122344fddb5c3','text','password_reset',NULL);
INSERT INTO "audit_text" VALUES('45f076d6a7924d4ed992fb7777ccbd0c08e52c2b5e735ca176c59ec61bc90f27','05001d4c6d3f12a0c7e566077d2e37ca','text','coordinator',NULL);
CREATE TABLE calendar_feed (
	token_sha256 VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	PRIMARY KEY (token_sha256)
);
INSERT INTO "calendar_feed" VALUES('d9b2b2c366ca89d1a23bd708701e7bd5f0025bbded4b1abb2e99b1677fcb55e1','person:2','2026-11-30 13:12:00.793832',NULL);
CREATE TABLE coordinator (
	person_id INTEGER NOT NULL, 
	roadmap_id INTEGER NOT NULL, 
	since_at DATETIME NOT NULL, 
	PRIMARY KEY (person_id, roadmap_id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE digest_subscription (
	person_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	next_at DATETIME NOT NULL, 
	PRIMARY KEY (person_id, kind), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "digest_subscription" VALUES(3,'controller','2026-04-13 04:00:00.000000');
CREATE TABLE disclaimer (
	id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	said_at DATETIME NOT NULL, 
	answer TEXT, 
	answered_at DATETIME, 
	answered_by TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	note TEXT, 
	submitted_at DATETIME NOT NULL, 
	submitted_by TEXT NOT NULL, nothing_to_report BOOLEAN DEFAULT 0 NOT NULL, effective_on DATE, share_percent INTEGER, years JSON DEFAULT '[]' NOT NULL, result VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	UNIQUE (occurrence_id, version)
);
INSERT INTO "evidence" VALUES(1,3,1,'Программа и список','2026-04-16 04:00:00.000000','command:root',0,NULL,NULL,'[]',NULL);
INSERT INTO "evidence" VALUES(2,3,2,NULL,'2026-04-18 04:00:00.000000','command:root',0,NULL,NULL,'[]',NULL);
CREATE TABLE evidence_item (
	id INTEGER NOT NULL, 
	evidence_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	file_name TEXT, 
	file_sha256 VARCHAR, 
	size_bytes INTEGER, 
	content_type VARCHAR, 
	scan VARCHAR, 
	url TEXT, 
	link_id INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(evidence_id) REFERENCES evidence (id), 
	FOREIGN KEY(link_id) REFERENCES evidence_link (id), 
	UNIQUE (evidence_id, position)
);
INSERT INTO "evidence_item" VALUES(1,1,1,'link',NULL,NULL,NULL,NULL,NULL,'https://example.org/seminar',1);
INSERT INTO "evidence_item" VALUES(2,2,1,'file','order.txt','83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72',1613,'text/plain',NULL,NULL,NULL);
CREATE TABLE evidence_link (
	id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	url_sha256 VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	since_at DATETIME NOT NULL, 
	failures INTEGER NOT NULL, 
	steady INTEGER NOT NULL, 
	first_host TEXT, 
	first_failed_at DATETIME, 
	next_check_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (url_sha256)
);
INSERT INTO "evidence_link" VALUES(1,'https://example.org/seminar','6f7e454a652041c841c00802a813b34078cb0633d901927eb0fbd250b4833120','waiting','2026-04-16 04:00:00.000000',0,0,NULL,NULL,'2026-04-16 04:00:00.000000');
CREATE TABLE extension (
	id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	from_due_on DATE NOT NULL, 
	to_due_on DATE NOT NULL, 
	reason TEXT NOT NULL, 
	granted_at DATETIME NOT NULL, 
	granted_by TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id)
);
INSERT INTO "extension" VALUES(1,4,'2026-06-30','2026-07-15','Письмо исполнителя № 5','2026-04-20 04:00:00.000000','command:root');
INSERT INTO "extension" VALUES(2,8,'2026-06-05','2026-06-10','Письмо № 9','2026-05-20 04:00:00.000000','command:root');
INSERT INTO "extension" VALUES(3,7,'2026-06-05','2026-06-20','Не успели','2026-06-11 04:00:00.000000','command:root');
CREATE TABLE extension_request (
	id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	to_due_on DATE NOT NULL, 
	reason TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	asked_by TEXT NOT NULL, 
	granted BOOLEAN, 
	answer TEXT, 
	decided_at DATETIME, 
	decided_by TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id)
);
INSERT INTO "extension_request" VALUES(1,4,'2026-07-20','Ждём экспонаты','2026-04-20 04:00:00.000000','command:root',0,'К началу выставки','2026-04-20 04:00:00.000000','command:root');
CREATE TABLE indicator_set (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	content JSON NOT NULL, 
	source_name TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name, version)
);
INSERT INTO "indicator_set" VALUES(1,'Школьные музеи',1,'{"name": "\u0428\u043a\u043e\u043b\u044c\u043d\u044b\u0435 \u043c\u0443\u0437\u0435\u0438", "version": 1, "criteria": [{"code": "1", "title": "\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435", "weight": "1"}], "indicators": [{"code": "1.1", "title": "\u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f", "criterion": "1", "kind": "yes_no", "weight": "1", "scoring": {"kind": "yes", "worst": "0", "best": "100", "steps": [], "choices": {}}, "unit": "", "choices": [], "needs_evidence": true, "is_required": true, "hint": "", "targets": []}, {"code": "1.2", "title": "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438", "criterion": "1", "kind": "yes_no", "weight": "1", "scoring": {"kind": "yes", "worst": "0", "best": "100", "steps": [], "choices": {}}, "unit": "", "choices": [], "needs_evidence": true, "is_required": true, "hint": "", "targets": []}], "levels": [{"code": "low", "name": "\u043d\u0438\u0437\u043a\u0438\u0439", "from": "0"}, {"code": "below_average", "name": "\u043d\u0438\u0436\u0435 \u0441\u0440\u0435\u0434\u043d\u0435\u0433\u043e", "from": "1/5"}, {"code": "average", "name": "\u0441\u0440\u0435\u0434\u043d\u0438\u0439", "from": "2/5"}, {"code": "above_average", "name": "\u0432\u044b\u0448\u0435 \u0441\u0440\u0435\u0434\u043d\u0435\u0433\u043e", "from": "3/5"}, {"code": "high", "name": "\u0432\u044b\u0441\u043e\u043a\u0438\u0439", "from": "4/5"}]}','letter.txt','2026-04-20 04:00:00.000000','command:root');
CREATE TABLE link_check (
	id INTEGER NOT NULL, 
	link_id INTEGER NOT NULL, 
	checked_at DATETIME NOT NULL, 
	outcome VARCHAR NOT NULL, 
	final_url TEXT, 
	status INTEGER, 
	title TEXT, 
	content_type TEXT, 
	sha256 VARCHAR, 
	size_bytes INTEGER, 
	text_sha256 VARCHAR, 
	why TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(link_id) REFERENCES evidence_link (id)
);
CREATE TABLE membership (
	party_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	since_at DATETIME NOT NULL, 
	PRIMARY KEY (party_id, person_id), 
	FOREIGN KEY(party_id) REFERENCES party (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "membership" VALUES(1,2,'2026-03-02 04:00:00.000000');
INSERT INTO "membership" VALUES(5,6,'2026-04-20 04:00:00.000000');
INSERT INTO "membership" VALUES(6,5,'2026-04-20 04:00:00.000000');
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	person_id INTEGER, 
	planned_on DATE NOT NULL, 
	due_on DATE, 
	offset_days INTEGER NOT NULL, 
	late BOOLEAN NOT NULL, 
	outcome VARCHAR NOT NULL, 
	outbox_id INTEGER, 
	recorded_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	FOREIGN KEY(outbox_id) REFERENCES outbox (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	UNIQUE ("key")
);
INSERT INTO "notice" VALUES(1,'opened:3:1:2026-04-06','opened',3,1,'2026-04-06','2026-04-17',0,0,'mailed',1,'2026-04-06 04:00:00.000000');
INSERT INTO "notice" VALUES(2,'opened:3:2:2026-04-06','opened',3,2,'2026-04-06','2026-04-17',0,0,'mailed',2,'2026-04-06 04:00:00.000000');
INSERT INTO "notice" VALUES(3,'opened:4:2:2026-04-01','opened',4,2,'2026-04-01','2026-06-30',0,1,'mailed',2,'2026-04-06 04:00:00.000000');
INSERT INTO "notice" VALUES(4,'reminder:3:2:2026-04-03','reminder',3,2,'2026-04-03',NULL,-14,1,'missed',NULL,'2026-04-06 04:00:00.000000');
INSERT INTO "notice" VALUES(5,'reminder:3:1:2026-04-03','reminder',3,1,'2026-04-03',NULL,-14,1,'missed',NULL,'2026-04-06 04:00:00.000000');
CREATE TABLE occurrence (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	opens_on DATE, 
	due_on DATE NOT NULL, 
	original_due_on DATE NOT NULL, 
	watched_from_on DATE NOT NULL, 
	held BOOLEAN NOT NULL, 
	opened_at DATETIME, 
	closed_at DATETIME, 
	submitted_at DATETIME, 
	returned_at DATETIME, 
	accepted_at DATETIME, 
	cancelled_at DATETIME, reminder_asked_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(task_id) REFERENCES task (id), 
	UNIQUE (task_id, ordinal)
);
INSERT INTO "occurrence" VALUES(1,1,0,NULL,'2026-12-15','2026-12-15','2026-03-02',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(2,2,0,'2026-01-01','2026-02-28','2026-02-28','2026-04-20',0,'2026-04-06 04:00:00.000000','2026-04-06 04:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(3,3,0,'2026-04-06','2026-04-17','2026-04-17','2026-03-02',0,'2026-04-06 04:00:00.000000',NULL,'2026-04-18 04:00:00.000000',NULL,'2026-04-20 04:00:00.000000',NULL,NULL);
INSERT INTO "occurrence" VALUES(4,4,0,'2026-04-01','2026-07-15','2026-06-30','2026-03-02',0,'2026-04-06 04:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(5,4,1,'2026-10-01','2026-12-31','2026-12-31','2026-03-02',0,NULL,NULL,NULL,NULL,NULL,'2026-04-20 04:00:00.000000',NULL);
INSERT INTO "occurrence" VALUES(6,5,0,NULL,'2026-10-01','2026-10-01','2026-04-06',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(7,6,0,'2026-05-15','2026-06-20','2026-06-05','2026-05-15',0,NULL,NULL,NULL,NULL,NULL,'2026-06-25 04:00:00.000000',NULL);
INSERT INTO "occurrence" VALUES(8,7,0,'2026-05-15','2026-06-10','2026-06-05','2026-05-15',0,NULL,NULL,NULL,NULL,NULL,'2026-06-25 04:00:00.000000',NULL);
INSERT INTO "occurrence" VALUES(9,8,0,'2026-05-15','2026-06-05','2026-06-05','2026-05-15',0,NULL,NULL,NULL,NULL,NULL,'2026-06-25 04:00:00.000000',NULL);
INSERT INTO "occurrence" VALUES(10,9,0,NULL,'2026-12-01','2026-12-01','2026-06-25',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE oidc_request (
	state_sha256 VARCHAR NOT NULL, 
	nonce VARCHAR NOT NULL, 
	verifier VARCHAR NOT NULL, 
	goes_to TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (state_sha256)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	channel VARCHAR NOT NULL, 
	message_id VARCHAR NOT NULL, 
	person_id INTEGER, 
	address VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject TEXT NOT NULL, 
	planned_on DATE NOT NULL, 
	state VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	next_attempt_at DATETIME NOT NULL, 
	lease_owner VARCHAR, 
	lease_until_at DATETIME, 
	first_failed_at DATETIME, 
	sent_at DATETIME, 
	last_error TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	UNIQUE ("key"), 
	UNIQUE (message_id)
);
INSERT INTO "outbox" VALUES(1,'opened:3:1:2026-04-06','mail','<50466ab0324cbf328b8ff2ba299e938b21e772ba@localhost>',1,'forgotten-1@invalid','opened','Открылось: п. 2 Провести семинар для руководителей музеев — с 06.04.2026 по 17.04.2026 (пятница)','2026-04-06','sent',1,'2026-04-06 04:00:00.000000','2026-11-30 13:21:36.108038',NULL,NULL,NULL,'2026-04-06 04:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(2,'digest:2:2026-04-06','mail','<9ea72456849b4d77c6ec67b6eebecd99d4a8bb32@localhost>',2,'archive@example.org','opened','Открылось: 2 задачи на 06.04.2026','2026-04-06','sent',1,'2026-04-06 04:00:00.000000','2026-11-30 13:21:36.108038',NULL,NULL,NULL,'2026-04-06 04:00:00.000000',NULL);
CREATE TABLE outbox_content (
	outbox_id INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (outbox_id), 
	FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
CREATE TABLE outbox_occurrence (
	outbox_id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	PRIMARY KEY (outbox_id, occurrence_id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
INSERT INTO "outbox_occurrence" VALUES(1,3);
INSERT INTO "outbox_occurrence" VALUES(2,3);
INSERT INTO "outbox_occurrence" VALUES(2,4);
CREATE TABLE party (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (folded)
);
INSERT INTO "party" VALUES(1,'МКУ «Архив»','мку архив');
INSERT INTO "party" VALUES(2,'заместитель начальника управления Орлова М.Н.','заместитель начальника управления орлова м.н');
INSERT INTO "party" VALUES(3,'МБУ «Методцентр»','мбу методцентр');
INSERT INTO "party" VALUES(4,'Отдел образования города Камень','отдел образования города камень');
INSERT INTO "party" VALUES(5,'Управление образования Лесного района','управление образования лесного района');
INSERT INTO "party" VALUES(6,'Управление образования Озёрного района','управление образования озерного района');
CREATE TABLE party_alias (
	folded TEXT NOT NULL, 
	party_id INTEGER NOT NULL, 
	PRIMARY KEY (folded), 
	FOREIGN KEY(party_id) REFERENCES party (id)
);
CREATE TABLE person (
	id INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	zone VARCHAR, 
	added_at DATETIME NOT NULL, 
	only_mandatory BOOLEAN NOT NULL, 
	unreachable_since_at DATETIME, forgotten_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (address)
);
INSERT INTO "person" VALUES(1,'forgotten-1@invalid','забытый человек',NULL,'2026-03-02 04:00:00.000000',0,NULL,'2026-04-20 04:00:00.000000');
INSERT INTO "person" VALUES(2,'archive@example.org','',NULL,'2026-03-02 04:00:00.000000',0,NULL,NULL);
INSERT INTO "person" VALUES(3,'orlova@example.org','',NULL,'2026-03-02 04:00:00.000000',0,NULL,NULL);
INSERT INTO "person" VALUES(4,'chief@example.org','',NULL,'2026-04-20 04:00:00.000000',0,NULL,NULL);
INSERT INTO "person" VALUES(5,'ozero@example.org','Иванова И.И.',NULL,'2026-04-20 04:00:00.000000',0,NULL,NULL);
INSERT INTO "person" VALUES(6,'les@example.org','',NULL,'2026-04-20 04:00:00.000000',0,NULL,NULL);
CREATE TABLE policy (
	roadmap_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	source_name TEXT NOT NULL, 
	set_at DATETIME NOT NULL, 
	set_by TEXT NOT NULL, 
	PRIMARY KEY (roadmap_id)
);
INSERT INTO "policy" VALUES(2,'# Правила напоминаний открытого мониторинга: тем, кто ещё не сдал, к концу чаще; без эскалаций.
[responsible]
opening = [0]
due = [-7, -3, -2, -1, 0, 1]

[co_responsible]
opening = []
due = []

[controller]
opening = []
due = []

[returned]
after = [0, 2]

[sending]
controllers_weekly = "never"
','rounds','2026-05-12 04:00:00.000000','clock');
CREATE TABLE problem (
	id INTEGER NOT NULL, 
	roadmap_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	sentence TEXT NOT NULL, 
	subject VARCHAR, 
	source_line INTEGER, 
	raw TEXT, 
	settled_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(roadmap_id) REFERENCES roadmap (id)
);
INSERT INTO "problem" VALUES(1,1,'undefined_abbreviation','Сокращение «МКУ» нигде не раскрыто.','2',13,'МКУ',NULL);
INSERT INTO "problem" VALUES(2,1,'undefined_abbreviation','Сокращение «МБУ» нигде не раскрыто.','1',28,'МБУ',NULL);
CREATE TABLE recommendation (
	id INTEGER NOT NULL, 
	set_name VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	level VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	term TEXT NOT NULL, 
	set_at DATETIME NOT NULL, 
	set_by TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "recommendation" VALUES(1,'Школьные музеи','','',1,'Изучить итоги мониторинга. Критерий 1. «Планирование» Показатель 1.1 План работы музея: - обновить план работы. Показатель 1.2 Страница музея в сети: - вести страницу','','2026-04-20 04:00:00.000000','command:root');
INSERT INTO "recommendation" VALUES(2,'Школьные музеи','1.1','',2,'обновить план работы','','2026-04-20 04:00:00.000000','command:root');
INSERT INTO "recommendation" VALUES(3,'Школьные музеи','1.2','',3,'вести страницу','','2026-04-20 04:00:00.000000','command:root');
CREATE TABLE relay_pace (
	relay VARCHAR NOT NULL, 
	free_at DATETIME NOT NULL, 
	PRIMARY KEY (relay)
);
CREATE TABLE "review" (
	id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	evidence_version INTEGER NOT NULL, 
	decision VARCHAR NOT NULL, 
	reason TEXT, 
	decided_at DATETIME NOT NULL, 
	decided_by TEXT NOT NULL, 
	share_percent INTEGER, 
	years JSON NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id)
);
INSERT INTO "review" VALUES(1,3,1,'returned','нет списка участников','2026-04-17 04:00:00.000000','command:root',NULL,'[]');
INSERT INTO "review" VALUES(2,3,2,'accepted',NULL,'2026-04-20 04:00:00.000000','command:root',NULL,'[]');
CREATE TABLE roadmap (
	id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR NOT NULL, 
	issuer TEXT, 
	number VARCHAR, 
	issued_on DATE, 
	first_year INTEGER, 
	last_year INTEGER, 
	zone VARCHAR NOT NULL, 
	source_name VARCHAR NOT NULL, 
	source_sha256 VARCHAR NOT NULL, 
	content_sha256 VARCHAR, 
	parsed JSON NOT NULL, 
	imported_at DATETIME NOT NULL, 
	approved_at DATETIME, 
	approved_on DATE, 
	replaces_id INTEGER, 
	superseded_by_id INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE (content_sha256), 
	UNIQUE (source_sha256)
);
INSERT INTO "roadmap" VALUES(1,'План мероприятий («дорожная карта») развития школьных музеев на 2026 год','order_with_roadmap','Управление образования города березова','12','2026-02-27',2026,2026,'Asia/Yekaterinburg','order.txt','83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72','155296decc1316388c38b31a9e71b8f2067609b52737c2772fe411c143e093e4','{"document": {"file": "order.txt", "title": "\u041e\u0431 \u0443\u0442\u0432\u0435\u0440\u0436\u0434\u0435\u043d\u0438\u0438 \u043f\u043b\u0430\u043d\u0430 \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "annex_title": "\u041f\u043b\u0430\u043d \u043c\u0435\u0440\u043e\u043f\u0440\u0438\u044f\u0442\u0438\u0439 (\u00ab\u0434\u043e\u0440\u043e\u0436\u043d\u0430\u044f \u043a\u0430\u0440\u0442\u0430\u00bb) \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "kind": "order_with_roadmap", "issuer": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u0431\u0435\u0440\u0435\u0437\u043e\u0432\u0430", "number": "12", "date": "2026-02-27", "place": null, "period": [2026, 2026], "school_year": false, "controllers": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "signatory": "\u0418.\u041f. \u0421\u0435\u0440\u043e\u0432, \u041d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f", "addressee": null, "distribution": [], "amendments": {"documents": [], "anew": false, "dropped": []}, "abbreviations": {}, "organisations": [{"canonical": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "variants": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"]}, {"canonical": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "variants": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"]}, {"canonical": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.", "variants": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."]}]}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u0423\u0442\u0432\u0435\u0440\u0434\u0438\u0442\u044c \u043f\u0440\u0438\u043b\u0430\u0433\u0430\u0435\u043c\u044b\u0439 \u043f\u043b\u0430\u043d \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434.", "responsible": [], "persons": [], "terms": [], "line": 11}, {"number": "2", "effective_number": "2", "text": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u0438\u0442\u044c \u0441\u0432\u043e\u0434\u043d\u044b\u0439 \u043e\u0442\u0447\u0451\u0442 \u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "persons": [], "terms": [{"raw": "\u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "kind": "deadline", "occurrences": [[null, "2026-12-15"]], "quarters": ["2026-Q4"], "due_quarters": ["2026-Q4"], "recurrence": null, "meaning": "\u0434\u043e 15 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": [], "problems": [], "event_rule": null}], "line": 13}, {"number": "3", "effective_number": "3", "text": "\u041a\u043e\u043d\u0442\u0440\u043e\u043b\u044c \u0438\u0441\u043f\u043e\u043b\u043d\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043a\u0430\u0437\u0430 \u0432\u043e\u0437\u043b\u043e\u0436\u0438\u0442\u044c \u043d\u0430 \u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044f \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0443 \u041c.\u041d.", "responsible": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "persons": ["\u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "terms": [], "line": 15}], "rows": [{"uid": "1", "number": "1", "number_raw": "1", "year_section": null, "section": null, "title": "\u0421\u043e\u0431\u0440\u0430\u0442\u044c \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u044f \u043e \u043c\u0443\u0437\u0435\u044f\u0445", "raw_term": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "term": {"raw": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "kind": "window", "occurrences": [["2026-01-01", "2026-02-28"]], "quarters": ["2026-Q1"], "due_quarters": ["2026-Q1"], "recurrence": null, "meaning": "\u0441 1 \u044f\u043d\u0432\u0430\u0440\u044f \u043f\u043e 28 \u0444\u0435\u0432\u0440\u0430\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0420\u0435\u0435\u0441\u0442\u0440", "status_raw": null, "details": {}, "line": 28, "page": null, "sheet": null, "row": null}, {"uid": "2", "number": "2", "number_raw": "2", "year_section": null, "section": null, "title": "\u041f\u0440\u043e\u0432\u0435\u0441\u0442\u0438 \u0441\u0435\u043c\u0438\u043d\u0430\u0440 \u0434\u043b\u044f \u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u0435\u0439 \u043c\u0443\u0437\u0435\u0435\u0432", "raw_term": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "term": {"raw": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "kind": "window", "occurrences": [["2026-04-06", "2026-04-17"]], "quarters": ["2026-Q2"], "due_quarters": ["2026-Q2"], "recurrence": null, "meaning": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb / \u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "result": "\u041f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0430, \u0441\u043f\u0438\u0441\u043e\u043a \u0443\u0447\u0430\u0441\u0442\u043d\u0438\u043a\u043e\u0432", "status_raw": null, "details": {}, "line": 29, "page": null, "sheet": null, "row": null}, {"uid": "3", "number": "3", "number_raw": "3", "year_section": null, "section": null, "title": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u044d\u043a\u0441\u043f\u043e\u0437\u0438\u0446\u0438\u0438", "raw_term": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "term": {"raw": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "kind": "recurring", "occurrences": [["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]], "quarters": ["2026-Q2", "2026-Q4"], "due_quarters": ["2026-Q2", "2026-Q4"], "recurrence": "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001", "meaning": "\u043a\u0430\u0436\u0434\u044b\u0439 \u0433\u043e\u0434, \u0441 1 \u0430\u043f\u0440\u0435\u043b\u044f \u043f\u043e 30 \u0438\u044e\u043d\u044f; \u0441 1 \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043f\u043e 31 \u0434\u0435\u043a\u0430\u0431\u0440\u044f", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "co_responsible": [], "result": "\u0424\u043e\u0442\u043e\u0433\u0440\u0430\u0444\u0438\u0438 \u043d\u0430 \u0441\u0430\u0439\u0442\u0435", "status_raw": null, "details": {}, "line": 30, "page": null, "sheet": null, "row": null}, {"uid": "4", "number": "4", "number_raw": "4", "year_section": null, "section": null, "title": "\u0418\u0437\u0434\u0430\u0442\u044c \u0441\u0431\u043e\u0440\u043d\u0438\u043a", "raw_term": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "term": {"raw": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "kind": "event", "occurrences": [], "quarters": [], "due_quarters": [], "recurrence": null, "meaning": "\u043f\u043e \u0441\u043e\u0431\u044b\u0442\u0438\u044e: \u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "assumed": [], "problems": [], "event_rule": {"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0421\u0431\u043e\u0440\u043d\u0438\u043a", "status_raw": null, "details": {}, "line": 31, "page": null, "sheet": null, "row": null}], "indicators": [], "targets": [], "monitorings": [], "problems": [{"code": "undefined_abbreviation", "sentence": "\u0421\u043e\u043a\u0440\u0430\u0449\u0435\u043d\u0438\u0435 \u00ab\u041c\u041a\u0423\u00bb \u043d\u0438\u0433\u0434\u0435 \u043d\u0435 \u0440\u0430\u0441\u043a\u0440\u044b\u0442\u043e.", "subject": "2", "line": 13, "place": "order.txt, \u0441\u0442\u0440\u043e\u043a\u0430 13", "raw": "\u041c\u041a\u0423"}, {"code": "undefined_abbreviation", "sentence": "\u0421\u043e\u043a\u0440\u0430\u0449\u0435\u043d\u0438\u0435 \u00ab\u041c\u0411\u0423\u00bb \u043d\u0438\u0433\u0434\u0435 \u043d\u0435 \u0440\u0430\u0441\u043a\u0440\u044b\u0442\u043e.", "subject": "1", "line": 28, "place": "order.txt, \u0441\u0442\u0440\u043e\u043a\u0430 28", "raw": "\u041c\u0411\u0423"}], "aliases": {"\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."}}','2026-03-02 04:00:00.000000','2026-03-02 04:00:00.000000','2026-03-02',NULL,NULL);
INSERT INTO "roadmap" VALUES(2,'Мониторинг школьных музеев','round',NULL,NULL,NULL,2026,2026,'Asia/Yekaterinburg','round:manual:2026-05-15:2026-05-29:4a91501fa4c54325','fe147aba2f12fc3e10bbe980fbbc334c4daed0e7729a2b8500b7dbf075cc0a0d',NULL,'{"document": {"kind": "round"}, "order_points": [], "rows": [], "aliases": {}}','2026-05-12 04:00:00.000000','2026-05-12 04:00:00.000000','2026-05-12',NULL,NULL);
INSERT INTO "roadmap" VALUES(3,'Адресные рекомендации по итогам мониторинга «Мониторинг школьных музеев»: Отдел образования города Камень','recommendation_letter',NULL,'1/1','2026-06-25',2026,2027,'Asia/Yekaterinburg','letter:1','0a2fd7731a27ef048fd7d805fafd15380b5d312c5a75460f1ca90aa5a4143928',NULL,'{"document": {"file": "", "title": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "annex_title": null, "kind": "recommendation_letter", "issuer": null, "number": "1/1", "date": "2026-06-25", "period": null, "controllers": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "addressee": "\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c", "distribution": []}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f (\u0441\u0440\u043e\u043a: \u0434\u043e 01.12.2026)", "responsible": ["\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c"], "persons": [], "terms": [], "line": null}], "rows": [], "indicators": [], "targets": [], "monitorings": [], "problems": [], "aliases": {}}','2026-06-25 04:00:00.000000','2026-06-25 04:00:00.000000','2026-06-25',NULL,NULL);
CREATE TABLE round (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR NOT NULL, 
	source_roadmap_id INTEGER, 
	source_occurrence_id INTEGER, 
	organiser_id INTEGER, 
	zone VARCHAR NOT NULL, 
	opens_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	opens_at DATETIME NOT NULL, 
	grace_days INTEGER NOT NULL, 
	indicator_set_id INTEGER, 
	previous_id INTEGER, 
	roadmap_id INTEGER, 
	made_at DATETIME NOT NULL, 
	made_by TEXT NOT NULL, 
	opened_at DATETIME, 
	closed_at DATETIME, 
	cancelled_at DATETIME, 
	next_action_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(indicator_set_id) REFERENCES indicator_set (id), 
	FOREIGN KEY(organiser_id) REFERENCES party (id), 
	FOREIGN KEY(previous_id) REFERENCES round (id), 
	FOREIGN KEY(roadmap_id) REFERENCES roadmap (id), 
	FOREIGN KEY(source_occurrence_id) REFERENCES occurrence (id), 
	FOREIGN KEY(source_roadmap_id) REFERENCES roadmap (id), 
	UNIQUE ("key"), 
	UNIQUE (roadmap_id)
);
INSERT INTO "round" VALUES(1,'manual:2026-05-15:2026-05-29:4a91501fa4c54325','Мониторинг школьных музеев','',NULL,NULL,NULL,'Asia/Yekaterinburg','2026-05-15','2026-06-05','2026-05-15 04:00:00.000000',0,1,NULL,2,'2026-04-20 04:00:00.000000','command:root','2026-05-12 04:00:00.000000','2026-06-11 04:00:00.000000','2026-06-25 04:00:00.000000',NULL);
CREATE TABLE round_answer (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	base_revision INTEGER NOT NULL, 
	value JSON, 
	note TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	saved_by TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(participant_id) REFERENCES round_participant (id), 
	UNIQUE (participant_id, code, revision)
);
CREATE TABLE round_follow_up (
	round_id INTEGER NOT NULL, 
	occurrence_id INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	to_party_id INTEGER, 
	PRIMARY KEY (round_id, occurrence_id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	FOREIGN KEY(round_id) REFERENCES round (id), 
	FOREIGN KEY(to_party_id) REFERENCES party (id)
);
CREATE TABLE round_letter (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	content JSON NOT NULL, 
	revision INTEGER NOT NULL, 
	drafted_at DATETIME NOT NULL, 
	edited_at DATETIME, 
	edited_by TEXT, 
	approved_at DATETIME, 
	approved_by TEXT, 
	roadmap_id INTEGER, register_number INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(participant_id) REFERENCES round_participant (id), 
	FOREIGN KEY(roadmap_id) REFERENCES roadmap (id), 
	UNIQUE (participant_id), 
	UNIQUE (roadmap_id)
);
INSERT INTO "round_letter" VALUES(1,3,'{"addressee": "\u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u041e\u0442\u0434\u0435\u043b \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u041a\u0430\u043c\u0435\u043d\u044c \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f."], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "1/1", "issued_on": "2026-06-25"}',2,'2026-06-25 04:00:00.000000','2026-06-25 04:00:00.000000','command:root','2026-06-25 04:00:00.000000','command:root',3,1);
INSERT INTO "round_letter" VALUES(2,2,'{"addressee": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041b\u0435\u0441\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041b\u0435\u0441\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430 \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u0418\u0437\u0443\u0447\u0438\u0442\u044c \u0438\u0442\u043e\u0433\u0438 \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430. \u041a\u0440\u0438\u0442\u0435\u0440\u0438\u0439 1. \u00ab\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435\u00bb \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.1 \u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f: - \u043e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b. \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.2 \u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438: - \u0432\u0435\u0441\u0442\u0438 \u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0443"], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "", "issued_on": null}',1,'2026-06-25 04:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "round_letter" VALUES(3,1,'{"addressee": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041e\u0437\u0451\u0440\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430", "heading": "\u0410\u0434\u0440\u0435\u0441\u043d\u044b\u0435 \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u043f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb", "opening": ["\u041f\u043e \u0438\u0442\u043e\u0433\u0430\u043c \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430 \u00ab\u041c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433 \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432\u00bb: \u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u041e\u0437\u0451\u0440\u043d\u043e\u0433\u043e \u0440\u0430\u0439\u043e\u043d\u0430 \u2014 \u043e\u0442\u0432\u0435\u0442\u044b \u043d\u0435 \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u043b\u0435\u043d\u044b, \u043e\u0446\u0435\u043d\u043a\u0438 \u043d\u0435\u0442.", "\u041d\u0430\u043f\u0440\u0430\u0432\u043b\u044f\u0435\u043c \u0440\u0435\u043a\u043e\u043c\u0435\u043d\u0434\u0430\u0446\u0438\u0438 \u0434\u043b\u044f \u043e\u0437\u043d\u0430\u043a\u043e\u043c\u043b\u0435\u043d\u0438\u044f \u0438 \u0434\u0430\u043b\u044c\u043d\u0435\u0439\u0448\u0435\u0439 \u0440\u0430\u0431\u043e\u0442\u044b:"], "points": [{"code": "", "title": "", "criterion": "", "texts": ["\u0418\u0437\u0443\u0447\u0438\u0442\u044c \u0438\u0442\u043e\u0433\u0438 \u043c\u043e\u043d\u0438\u0442\u043e\u0440\u0438\u043d\u0433\u0430. \u041a\u0440\u0438\u0442\u0435\u0440\u0438\u0439 1. \u00ab\u041f\u043b\u0430\u043d\u0438\u0440\u043e\u0432\u0430\u043d\u0438\u0435\u00bb \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.1 \u041f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b \u043c\u0443\u0437\u0435\u044f: - \u043e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u043f\u043b\u0430\u043d \u0440\u0430\u0431\u043e\u0442\u044b. \u041f\u043e\u043a\u0430\u0437\u0430\u0442\u0435\u043b\u044c 1.2 \u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043c\u0443\u0437\u0435\u044f \u0432 \u0441\u0435\u0442\u0438: - \u0432\u0435\u0441\u0442\u0438 \u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0443"], "terms": ["\u0434\u043e 01.12.2026"], "level": ""}], "closing": [], "signatory": "\u0410.\u0411. \u041e\u0440\u043b\u043e\u0432\u0430, \u0434\u0438\u0440\u0435\u043a\u0442\u043e\u0440", "number": "", "issued_on": null}',1,'2026-06-25 04:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE round_participant (
	id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	party_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	grouping VARCHAR NOT NULL, 
	occurrence_id INTEGER, 
	open_until_on DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	FOREIGN KEY(party_id) REFERENCES party (id), 
	FOREIGN KEY(round_id) REFERENCES round (id), 
	UNIQUE (occurrence_id), 
	UNIQUE (round_id, party_id)
);
INSERT INTO "round_participant" VALUES(1,1,6,1,'районы',7,'2026-06-20');
INSERT INTO "round_participant" VALUES(2,1,5,2,'районы',8,'2026-06-10');
INSERT INTO "round_participant" VALUES(3,1,4,3,'города',9,NULL);
CREATE TABLE round_proof (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	file_name TEXT, 
	file_sha256 VARCHAR, 
	size_bytes INTEGER, 
	content_type VARCHAR, 
	scan VARCHAR, 
	url TEXT, 
	link_id INTEGER, 
	added_at DATETIME NOT NULL, 
	added_by TEXT NOT NULL, 
	removed_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(link_id) REFERENCES evidence_link (id), 
	FOREIGN KEY(participant_id) REFERENCES round_participant (id)
);
CREATE TABLE round_submission (
	id INTEGER NOT NULL, 
	participant_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	evidence_id INTEGER NOT NULL, 
	answers JSON NOT NULL, 
	nothing_to_report BOOLEAN NOT NULL, 
	note TEXT NOT NULL, 
	submitted_at DATETIME NOT NULL, 
	submitted_by TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(evidence_id) REFERENCES evidence (id), 
	FOREIGN KEY(participant_id) REFERENCES round_participant (id), 
	UNIQUE (evidence_id), 
	UNIQUE (participant_id, version)
);
CREATE TABLE saved_view (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	"query" TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key"), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE sending_pause (
	id INTEGER NOT NULL, 
	since_at DATETIME NOT NULL, 
	set_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE sign_in_lock (
	"key" VARCHAR NOT NULL, 
	failures INTEGER NOT NULL, 
	last_failed_at DATETIME NOT NULL, 
	locked_until_at DATETIME, 
	PRIMARY KEY ("key")
);
CREATE TABLE task (
	id INTEGER NOT NULL, 
	roadmap_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	uid VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	section TEXT, 
	year_section INTEGER, 
	title TEXT NOT NULL, 
	expected_result TEXT NOT NULL, 
	raw_term TEXT NOT NULL, 
	term_kind VARCHAR NOT NULL, 
	meaning TEXT NOT NULL, 
	recurrence VARCHAR, 
	status_raw TEXT, 
	event_rule JSON, 
	event_on DATE, 
	written_spans JSON, 
	source_line INTEGER, calendar_name TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(roadmap_id) REFERENCES roadmap (id), 
	UNIQUE (roadmap_id, uid)
);
INSERT INTO "task" VALUES(1,1,0,'point','п. 2','2',NULL,NULL,'МКУ «Архив» представить сводный отчёт в срок до 15.12.2026 г.','','в срок до 15.12.2026 г.','deadline','до 15 декабря 2026 года',NULL,NULL,NULL,NULL,'[[null, "2026-12-15"]]',13,NULL);
INSERT INTO "task" VALUES(2,1,1,'row','1','1',NULL,NULL,'Собрать сведения о музеях','Реестр','январь - февраль','window','с 1 января по 28 февраля 2026 года',NULL,NULL,NULL,NULL,'[["2026-01-01", "2026-02-28"]]',28,NULL);
INSERT INTO "task" VALUES(3,1,2,'row','2','2',NULL,NULL,'Провести семинар для руководителей музеев','Программа, список участников','с 6 по 17 апреля','window','с 6 по 17 апреля 2026 года',NULL,NULL,NULL,NULL,'[["2026-04-06", "2026-04-17"]]',29,NULL);
INSERT INTO "task" VALUES(4,1,3,'row','3','3',NULL,NULL,'Обновить экспозиции','Фотографии на сайте','II, IV кварталы','recurring','каждый год, с 1 апреля по 30 июня; с 1 октября по 31 декабря','FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001',NULL,NULL,NULL,'[["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]]',30,NULL);
INSERT INTO "task" VALUES(5,1,4,'row','4','4',NULL,NULL,'Издать сборник','Сборник','по мере готовности','deadline','до 1 октября 2026 года',NULL,NULL,'{"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}',NULL,'[]',31,NULL);
INSERT INTO "task" VALUES(6,2,1,'round','participant:1','',NULL,NULL,'Заполнить форму мониторинга','Сданная форма с подтверждениями','с 15.05.2026 по 05.06.2026','window','с 15.05.2026 по 05.06.2026',NULL,NULL,NULL,NULL,'[["2026-05-15", "2026-06-05"]]',NULL,NULL);
INSERT INTO "task" VALUES(7,2,2,'round','participant:2','',NULL,NULL,'Заполнить форму мониторинга','Сданная форма с подтверждениями','с 15.05.2026 по 05.06.2026','window','с 15.05.2026 по 05.06.2026',NULL,NULL,NULL,NULL,'[["2026-05-15", "2026-06-05"]]',NULL,NULL);
INSERT INTO "task" VALUES(8,2,3,'round','participant:3','',NULL,NULL,'Заполнить форму мониторинга','Сданная форма с подтверждениями','с 15.05.2026 по 05.06.2026','window','с 15.05.2026 по 05.06.2026',NULL,NULL,NULL,NULL,'[["2026-05-15", "2026-06-05"]]',NULL,NULL);
INSERT INTO "task" VALUES(9,3,0,'point','п. 1','1',NULL,NULL,'Обновить план работы музея','','до 01.12.2026','deadline','до 1 декабря 2026 года',NULL,NULL,NULL,NULL,'[[null, "2026-12-01"]]',NULL,NULL);
CREATE TABLE task_party (
	task_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	party_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (task_id, role, party_id), 
	FOREIGN KEY(party_id) REFERENCES party (id), 
	FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "task_party" VALUES(1,'responsible',1,0);
INSERT INTO "task_party" VALUES(1,'controller',2,0);
INSERT INTO "task_party" VALUES(2,'responsible',3,0);
INSERT INTO "task_party" VALUES(2,'controller',2,0);
INSERT INTO "task_party" VALUES(3,'responsible',3,0);
INSERT INTO "task_party" VALUES(3,'co_responsible',1,0);
INSERT INTO "task_party" VALUES(3,'controller',2,0);
INSERT INTO "task_party" VALUES(4,'responsible',1,0);
INSERT INTO "task_party" VALUES(4,'controller',2,0);
INSERT INTO "task_party" VALUES(5,'controller',2,0);
INSERT INTO "task_party" VALUES(5,'responsible',1,0);
INSERT INTO "task_party" VALUES(6,'responsible',6,0);
INSERT INTO "task_party" VALUES(7,'responsible',5,0);
INSERT INTO "task_party" VALUES(8,'responsible',4,0);
INSERT INTO "task_party" VALUES(9,'responsible',4,0);
CREATE TABLE task_word (
	stem VARCHAR(60) NOT NULL, 
	task_id INTEGER NOT NULL, 
	PRIMARY KEY (stem, task_id), 
	FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "task_word" VALUES('12',1);
INSERT INTO "task_word" VALUES('15',1);
INSERT INTO "task_word" VALUES('2',1);
INSERT INTO "task_word" VALUES('2026',1);
INSERT INTO "task_word" VALUES('арх',1);
INSERT INTO "task_word" VALUES('мку',1);
INSERT INTO "task_word" VALUES('отчет',1);
INSERT INTO "task_word" VALUES('представ',1);
INSERT INTO "task_word" VALUES('сводн',1);
INSERT INTO "task_word" VALUES('срок',1);
INSERT INTO "task_word" VALUES('1',2);
INSERT INTO "task_word" VALUES('музе',2);
INSERT INTO "task_word" VALUES('реестр',2);
INSERT INTO "task_word" VALUES('сведен',2);
INSERT INTO "task_word" VALUES('собра',2);
INSERT INTO "task_word" VALUES('феврал',2);
INSERT INTO "task_word" VALUES('январ',2);
INSERT INTO "task_word" VALUES('17',3);
INSERT INTO "task_word" VALUES('2',3);
INSERT INTO "task_word" VALUES('6',3);
INSERT INTO "task_word" VALUES('апрел',3);
INSERT INTO "task_word" VALUES('для',3);
INSERT INTO "task_word" VALUES('музе',3);
INSERT INTO "task_word" VALUES('провест',3);
INSERT INTO "task_word" VALUES('программ',3);
INSERT INTO "task_word" VALUES('руководител',3);
INSERT INTO "task_word" VALUES('семинар',3);
INSERT INTO "task_word" VALUES('список',3);
INSERT INTO "task_word" VALUES('участник',3);
INSERT INTO "task_word" VALUES('3',4);
INSERT INTO "task_word" VALUES('квартал',4);
INSERT INTO "task_word" VALUES('обнов',4);
INSERT INTO "task_word" VALUES('сайт',4);
INSERT INTO "task_word" VALUES('фотограф',4);
INSERT INTO "task_word" VALUES('экспозиц',4);
INSERT INTO "task_word" VALUES('4',5);
INSERT INTO "task_word" VALUES('готовн',5);
INSERT INTO "task_word" VALUES('изда',5);
INSERT INTO "task_word" VALUES('мер',5);
INSERT INTO "task_word" VALUES('сборник',5);
INSERT INTO "task_word" VALUES('05',6);
INSERT INTO "task_word" VALUES('06',6);
INSERT INTO "task_word" VALUES('15',6);
INSERT INTO "task_word" VALUES('2026',6);
INSERT INTO "task_word" VALUES('заполн',6);
INSERT INTO "task_word" VALUES('мониторинг',6);
INSERT INTO "task_word" VALUES('подтвержден',6);
INSERT INTO "task_word" VALUES('сдан',6);
INSERT INTO "task_word" VALUES('форм',6);
INSERT INTO "task_word" VALUES('05',7);
INSERT INTO "task_word" VALUES('06',7);
INSERT INTO "task_word" VALUES('15',7);
INSERT INTO "task_word" VALUES('2026',7);
INSERT INTO "task_word" VALUES('заполн',7);
INSERT INTO "task_word" VALUES('мониторинг',7);
INSERT INTO "task_word" VALUES('подтвержден',7);
INSERT INTO "task_word" VALUES('сдан',7);
INSERT INTO "task_word" VALUES('форм',7);
INSERT INTO "task_word" VALUES('05',8);
INSERT INTO "task_word" VALUES('06',8);
INSERT INTO "task_word" VALUES('15',8);
INSERT INTO "task_word" VALUES('2026',8);
INSERT INTO "task_word" VALUES('заполн',8);
INSERT INTO "task_word" VALUES('мониторинг',8);
INSERT INTO "task_word" VALUES('подтвержден',8);
INSERT INTO "task_word" VALUES('сдан',8);
INSERT INTO "task_word" VALUES('форм',8);
INSERT INTO "task_word" VALUES('01',9);
INSERT INTO "task_word" VALUES('1',9);
INSERT INTO "task_word" VALUES('12',9);
INSERT INTO "task_word" VALUES('2026',9);
INSERT INTO "task_word" VALUES('музе',9);
INSERT INTO "task_word" VALUES('обнов',9);
INSERT INTO "task_word" VALUES('план',9);
INSERT INTO "task_word" VALUES('работ',9);
CREATE TABLE tick_slot (
	id INTEGER NOT NULL, 
	flow VARCHAR NOT NULL, 
	slot_at DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	lease_owner VARCHAR NOT NULL, 
	lease_until_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	summary JSON NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (flow, slot_at)
);
INSERT INTO "tick_slot" VALUES(1,'tick','2026-04-06 04:00:00.000000','done','vm/4026531836:a1d59e53-1902-46d0-81ec-1ffef4a8faad:13950:1877495','2026-11-30 13:21:34.983865',1,'2026-11-30 13:11:34.983865','2026-11-30 13:11:36.329690','{}');
CREATE TABLE webhook (
	id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	secret VARCHAR NOT NULL, 
	kinds JSON NOT NULL, 
	added_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	PRIMARY KEY (id), 
	UNIQUE (url)
);
CREATE INDEX ix_calendar_feed_scope ON calendar_feed (scope);
CREATE INDEX ix_tick_slot_slot_at ON tick_slot (slot_at);
CREATE INDEX ix_access_link_person_id ON access_link (person_id);
CREATE INDEX ix_digest_due ON digest_subscription (next_at);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_outbox_person_id ON outbox (person_id);
CREATE INDEX ix_party_alias_party_id ON party_alias (party_id);
CREATE INDEX ix_problem_roadmap_id ON problem (roadmap_id);
CREATE INDEX ix_task_roadmap_id ON task (roadmap_id);
CREATE INDEX ix_occurrence_due_on ON occurrence (due_on);
CREATE INDEX ix_occurrence_task_id ON occurrence (task_id);
CREATE INDEX ix_task_party_party_id ON task_party (party_id);
CREATE INDEX ix_agenda_queue_occurrence_id ON agenda_queue (occurrence_id);
CREATE INDEX ix_evidence_occurrence_id ON evidence (occurrence_id);
CREATE INDEX ix_extension_occurrence_id ON extension (occurrence_id);
CREATE INDEX ix_extension_request_occurrence_id ON extension_request (occurrence_id);
CREATE INDEX ix_notice_occurrence ON notice (occurrence_id);
CREATE INDEX ix_notice_outbox_id ON notice (outbox_id);
CREATE INDEX ix_outbox_occurrence_occurrence_id ON outbox_occurrence (occurrence_id);
CREATE INDEX ix_audit_text_person_id ON audit_text (person_id);
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE INDEX ix_evidence_link_next_check_at ON evidence_link (next_check_at);
CREATE INDEX ix_evidence_link_state ON evidence_link (state);
CREATE INDEX ix_evidence_item_evidence_id ON evidence_item (evidence_id);
CREATE INDEX ix_evidence_item_link_id ON evidence_item (link_id);
CREATE INDEX ix_link_check_link_id ON link_check (link_id);
CREATE INDEX ix_disclaimer_occurrence_id ON disclaimer (occurrence_id);
CREATE INDEX ix_account_session_account_id ON account_session (account_id);
CREATE INDEX ix_account_link_account_id ON account_link (account_id);
CREATE INDEX ix_sign_in_lock_age ON sign_in_lock (last_failed_at);
CREATE INDEX ix_oidc_request_expires_at ON oidc_request (expires_at);
CREATE INDEX ix_review_occurrence_id ON review (occurrence_id);
CREATE INDEX ix_review_decision ON review (decision);
CREATE INDEX ix_account_session_seen_at ON account_session (seen_at);
CREATE INDEX ix_account_link_expires_at ON account_link (expires_at);
CREATE INDEX ix_audit_text_known ON audit_text (value) WHERE kind <> 'text';
CREATE INDEX ix_recommendation_set_name ON recommendation (set_name);
CREATE INDEX ix_round_next_action_at ON round (next_action_at);
CREATE INDEX ix_round_organiser_id ON round (organiser_id);
CREATE INDEX ix_round_source_occurrence_id ON round (source_occurrence_id);
CREATE INDEX ix_round_source_roadmap_id ON round (source_roadmap_id);
CREATE INDEX ix_round_follow_up_occurrence_id ON round_follow_up (occurrence_id);
CREATE INDEX ix_round_participant_party_id ON round_participant (party_id);
CREATE INDEX ix_round_participant_round_id ON round_participant (round_id);
CREATE INDEX ix_round_answer_participant_id ON round_answer (participant_id);
CREATE INDEX ix_round_proof_file_sha256 ON round_proof (file_sha256);
CREATE INDEX ix_round_proof_link_id ON round_proof (link_id);
CREATE INDEX ix_round_proof_participant_id ON round_proof (participant_id);
CREATE INDEX ix_round_submission_participant_id ON round_submission (participant_id);
CREATE INDEX ix_outbox_claim ON outbox (state, channel, next_attempt_at, id);
CREATE INDEX ix_api_token_account_id ON api_token (account_id);
CREATE INDEX ix_api_token_expires_at ON api_token (expires_at);
CREATE INDEX ix_api_answer_kept_at ON api_answer (kept_at);
CREATE INDEX ix_task_word_task_id ON task_word (task_id);
CREATE INDEX ix_task_place ON task (roadmap_id, position);
CREATE INDEX ix_saved_view_account_id ON saved_view (account_id);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
COMMIT;
