BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	deputy_id INTEGER NOT NULL, 
	from_on DATE NOT NULL, 
	until_on DATE NOT NULL, 
	zone VARCHAR NOT NULL, 
	set_at DATETIME NOT NULL, 
	set_by TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	FOREIGN KEY(deputy_id) REFERENCES person (id)
);
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
INSERT INTO "access_link" VALUES(3,'81f0886deb2f9094ab7107166794c4dd4b7f3e5818539cf7e0bb12fcb80bbaec',2,'desk','digest:2:2026-04-06','2026-04-06 04:00:00.000000','2026-08-29 00:00:00.000000',NULL);
INSERT INTO "access_link" VALUES(4,'16af92ea83f88071452f3a142178e07672368d3b9b26970c9d73e2e4d10ed287',2,'unsubscribe','digest:2:2026-04-06','2026-04-06 04:00:00.000000','2026-08-29 00:00:00.000000',NULL);
CREATE TABLE account (
	id INTEGER NOT NULL, 
	address TEXT NOT NULL, 
	name TEXT NOT NULL, 
	password_hash TEXT, 
	password_set_at DATETIME, 
	made_at DATETIME NOT NULL, 
	disabled_at DATETIME, language VARCHAR DEFAULT 'ru' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (address)
);
INSERT INTO "account" VALUES(1,'chief@example.org','',NULL,NULL,'2026-12-01 00:03:01.618505',NULL,'ru');
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
INSERT INTO "account_link" VALUES('1364c4ac6807020f9d88b388c0f2dd6e23f22aa56440842570c29f162b7a4b6b',1,'invitation','2026-12-01 00:03:01.618505','2026-12-02 00:03:01.618505','2026-12-01 00:03:01.670796');
INSERT INTO "account_link" VALUES('3e6215cfac86e1ce3d9b089abfe5b90db2019824ed9951225e14ec449b5747ea',1,'password_reset','2026-12-01 00:03:01.670796','2026-12-02 00:03:01.670796',NULL);
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
INSERT INTO "alembic_version" VALUES('0017');
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
INSERT INTO "api_token" VALUES(1,'6d8b7308638db659f3aad752681eaaa2e541ad33b058cfe196b38cb22c6dc97e',1,'выгрузка в учёт','["see", "coordinate"]','2026-12-01 00:03:01.644160','2027-03-01 00:03:01.644160',NULL,'2026-12-01 00:03:01.661107');
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
INSERT INTO "audit" VALUES(1,'2026-03-02 04:00:00.000000','command','imported','roadmap:1','{"file": {"~": "5bf661e11068fcf1e58e125d9c36661d62e7898a465fd4b33437ee26cf1c16a0"}, "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'018b51526aef54259f5a806f41863bf682843827f917bacce30c888985c06ecf');
INSERT INTO "audit" VALUES(2,'2026-03-02 04:00:00.000000','command','approved','roadmap:1','{"tasks": 5, "occurrences": 5, "held": 1}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'79c237d05dbb1a2a38c248937f0b55aa412d47033db7c956a653fc56d94ead9b');
INSERT INTO "audit" VALUES(3,'2026-03-02 04:00:00.000000','command','contact set','party:3','{"person": 1}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"speaks": false}','{"speaks": true}','d40d41af7b1cf218fab20d82a61b7f0f8a57d4e31f8f6ffedcf66e3e160adb5a');
INSERT INTO "audit" VALUES(4,'2026-03-02 04:00:00.000000','command','contact set','party:1','{"person": 2}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"speaks": false}','{"speaks": true}','6f8c941f6869be49b9c65ffbabe6f63dafe8a9d54e6a0575b55d875700d2fd58');
INSERT INTO "audit" VALUES(5,'2026-03-02 04:00:00.000000','command','contact set','party:2','{"person": 3}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"speaks": false}','{"speaks": true}','331837ddbfcb7b5b7738ee888b5bafc0ab7765fab110cbcb13817cca23427cdd');
INSERT INTO "audit" VALUES(6,'2026-04-06 04:00:00.000000','clock','window opened','occurrence:2','{"planned_on": "2026-01-01"}',NULL,NULL,NULL,'b1db377020ad2e8e3a3ced484375c9a63e54d692e216e633171ec9a952830a42');
INSERT INTO "audit" VALUES(7,'2026-04-06 04:00:00.000000','clock','window closed','occurrence:2','{"planned_on": "2026-02-28"}',NULL,NULL,NULL,'e9a0b261e6e4e77ef96f8dde4e8cd648106cf8c4dea7184963fe371ed6214156');
INSERT INTO "audit" VALUES(8,'2026-04-06 04:00:00.000000','clock','window opened','occurrence:3','{"planned_on": "2026-04-06"}',NULL,NULL,NULL,'2535cbfbd446875c942decaa799d6eb40fb8fabd5b0f9690f64192c66ed532d7');
INSERT INTO "audit" VALUES(9,'2026-04-06 04:00:00.000000','clock','window opened','occurrence:4','{"planned_on": "2026-04-01"}',NULL,NULL,NULL,'9720b8c28b7b043a0894423f457d84af97347b7340b785eb5dd2c52c71a28ea0');
INSERT INTO "audit" VALUES(10,'2026-04-06 04:00:00.000000','command','term settled','task:5','{"phrase": {"~": "6019feea589ac164c0defcf51c1aeced28047db4d19310581521a98e4f2240e8"}, "meaning": {"~": "864336d2ddaf602a728c983cf84cf272ca6748a741f2590c5dfd36d8ee56b58e"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'bde63af3d26cab4fe2683aff079f8f1eb6a7ed659aa734d4211d35fa0273d4aa');
INSERT INTO "audit" VALUES(11,'2026-04-16 04:00:00.000000','command','submitted','occurrence:3','{"version": 1, "kind": "link", "sha256": null, "files": [], "urls": [{"~": "b939453ab447203cb5db56399a2dc6fbbbd4a35bd3c53c8288cfe14fb52d9df4"}]}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"submitted_at": null}','{"submitted_at": "2026-04-16T04:00:00.000000Z"}','8f51b6e255764b3c8ae6d3b0dca8c70629204b0412ebe505bc25141a283b1566');
INSERT INTO "audit" VALUES(12,'2026-04-17 04:00:00.000000','command','returned','occurrence:3','{"reason": {"~": "e0ad2256fcf0846c54645344a481ba3c837854cc96e57488f9938b9345ca60dd"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"returned_at": null}','{"returned_at": "2026-04-17T04:00:00.000000Z"}','2fd7558162d011c8cc099fb22f4cdd5222f6f14b46d81e2cd9f47b420be62ae5');
INSERT INTO "audit" VALUES(13,'2026-04-18 04:00:00.000000','command','submitted','occurrence:3','{"version": 2, "kind": "file", "sha256": "83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72", "files": ["83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72"], "urls": []}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"submitted_at": "2026-04-16T04:00:00.000000Z", "returned_at": "2026-04-17T04:00:00.000000Z"}','{"submitted_at": "2026-04-18T04:00:00.000000Z", "returned_at": null}','2929d3a43e893da82e0bcad02517aa8f061f03489a5921cc503ec6bfa8f1eed7');
INSERT INTO "audit" VALUES(14,'2026-04-20 04:00:00.000000','command','accepted','occurrence:3','{"reason": null}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"accepted_at": null}','{"accepted_at": "2026-04-20T04:00:00.000000Z"}','3aa7af394fcf05cfba0714c03cd42130b31975dce3c740b2e1491c669dbda103');
INSERT INTO "audit" VALUES(15,'2026-04-20 04:00:00.000000','command','extended','occurrence:4','{"from": "2026-06-30", "to": "2026-07-15", "reason": {"~": "e3aa3c6d95586d92230ba8c9e11d42ff02d34ad032e7e6ee4dbee4134f016325"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"due_on": "2026-06-30"}','{"due_on": "2026-07-15"}','0780b419426e7d0d832f0a72f718905239c7058e341fe8ecc065f52e0ee33c7d');
INSERT INTO "audit" VALUES(16,'2026-04-20 04:00:00.000000','command','extension asked','occurrence:4','{"request": 1, "to": "2026-07-20", "reason": {"~": "bf30c3c489ddf8e7fa63dc4c261760e725ec30a5d7c014ffd6bc420746e03ca4"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"granted": null}','{"granted": null}','7e0f865587b8499fd01877c89c5310b8c7d2a8ba10a23a983f8b2e5194eae417');
INSERT INTO "audit" VALUES(17,'2026-04-20 04:00:00.000000','command','extension refused','occurrence:4','{"request": 1, "to": "2026-07-20", "answer": {"~": "05ae28148891ed37b2e787d66277aac850ba504050220b7b864c30390e669136"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"granted": null}','{"granted": false}','251165beb430cf2e7af80477fade536fcc99f72c6f8396fcc0be888f069193e8');
INSERT INTO "audit" VALUES(18,'2026-04-20 04:00:00.000000','command','resumed','occurrence:2','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"watched_from_on": "2026-03-02", "held": true}','{"watched_from_on": "2026-04-20", "held": false}','7d79c8c3b1eac980d214a90bd0ded13c01e16a67b22b225cf3afb4bc49d54294');
INSERT INTO "audit" VALUES(19,'2026-04-20 04:00:00.000000','command','cancelled','occurrence:5','{"reason": {"~": "d6c08834ba03949ae7d057fc05fdc2b14d0c003003bac10fba0e4af2c012a685"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"cancelled_at": null}','{"cancelled_at": "2026-04-20T04:00:00.000000Z"}','ae3f105633690e4b14c400048cc6ae6cabbf9b556ffc062a2aa95fdcfb6ad5b2');
INSERT INTO "audit" VALUES(20,'2026-04-20 04:00:00.000000','command','coordinator set','person:4','{"roadmap": 0}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'a9b492985eae1f7becca888857375adf70951da2e1f5764c11bc0d9795763897');
INSERT INTO "audit" VALUES(21,'2026-04-20 04:00:00.000000','command','webhook added','webhook:1','{"kinds": ["submitted", "accepted"]}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'7b7f3761f2d33ec4f1cd126b8c8487b6a2f8ad4c93f1bbd2af32f474eff60b2e');
INSERT INTO "audit" VALUES(22,'2026-04-20 04:00:00.000000','command','reassigned','task:5','{"former": {"~": "4e3f6927ecf0d2355c910d61756961089ed268a01d86f32253a8537f76586d88"}, "present": {"~": "7b275e3cf86c96f5fc20567d1fad5d0c5008f5c57680c0f6d0a09054ee952a9e"}, "roles": ["responsible"]}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"party": 3}','{"party": 1}','0db71cef24567d468b506d8dcad09ab08b273a1a3942f5976de171240ca981ae');
INSERT INTO "audit" VALUES(23,'2026-04-20 04:00:00.000000','command','contact moved','party:1','{"person": 3, "former": {"~": "7cb722b68b2acdfaabe91d84045e6fa145ea084909ca470b8c0c3cd24a370f52"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'736ca2bcd1e7dd7bc9779009922235a4ab744d435274945d3ee99b98386f302d');
INSERT INTO "audit" VALUES(24,'2026-04-20 04:00:00.000000','command','contact removed','party:1','{"person": 3}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"speaks": true}','{"speaks": false}','1bb5b27afceb74e3193d3e3551322173b7cd69f52b82da6809a3df937253d2a8');
INSERT INTO "audit" VALUES(25,'2026-04-20 04:00:00.000000','command','coordinator removed','person:4','{"roadmaps": [0]}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'051b93773d663514e1754bb126e6fb57a60b71d6ef853b158480d3c713ef0aa7');
INSERT INTO "audit" VALUES(26,'2026-04-20 04:00:00.000000','command','person forgotten','person:1','{"records": 5, "digests": []}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'419478dfa76a5120179c0758fb90e9514ae1df085d350091e13e154478323ec2');
INSERT INTO "audit" VALUES(27,'2026-12-01 00:03:00.509391','command','calendar added','person:2','{"mark": "d4bfd4c6aaea"}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'57e2c8d5d7a7c5d38811af45e2b5cc09c29520864d5e5e2c0bfa77c9c55a1a4e');
INSERT INTO "audit" VALUES(28,'2026-04-20 04:00:00.000000','command','webhook removed','webhook:1','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'df96fa225279d402173f055d25d73dff48031fc825f916885b7de1b44ce8cc2d');
INSERT INTO "audit" VALUES(29,'2026-04-20 04:00:00.000000','command','indicators stored','indicator_set:1','{"name": {"~": "28dc8829036404b1b38c4355373c6e72c8cb946fe8e3097b3c3af5eab70cc980"}, "version": 1}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'e6bed2e0a06def3dc0e8eb9fcd3c0198704aec12f8a5217e59c641922dc299b0');
INSERT INTO "audit" VALUES(30,'2026-04-20 04:00:00.000000','command','recommendations stored','recommendations:Школьные музеи','{"name": {"~": "50f7f5615c80162ab1e42871a441b97ea70d49d5c292acda22f609bfdd5263b4"}, "removed": []}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"texts": 0}','{"texts": 3}','300690a864d52d1fb3ae6427dbe2099e860cec4796e6c18d7952268435bb5de9');
INSERT INTO "audit" VALUES(31,'2026-04-20 04:00:00.000000','command','round planned','round:1','{"key": {"~": "a29496d8b950b6c8a85075e05982256f3d46b569730af9a20dd533735f24ea9f"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'b3137d8d697370bffd4e39a8248da2c6b1cf1d27f0972d29cbfc816fae2c6668');
INSERT INTO "audit" VALUES(32,'2026-04-20 04:00:00.000000','command','participants set','round:1','{"participants": 3}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'fda63cce2c9cb17cc2e649ae187b90065a0ee2c5eeab0d149901210941075083');
INSERT INTO "audit" VALUES(33,'2026-04-20 04:00:00.000000','command','questions chosen','round:1','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"set": null}','{"set": 1}','ab4246e78177bb46ec1dd63d69cb3f5ad907a759e67192f996a85b3dd45926c0');
INSERT INTO "audit" VALUES(34,'2026-04-20 04:00:00.000000','command','round moved','round:1','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"opens_on": "2026-05-15", "due_on": "2026-05-29"}','{"opens_on": "2026-05-15", "due_on": "2026-06-05"}','8f55835e8ed336301a13b7fbab7ce25cb4941b21f732e83d3eb3606b64f86fc7');
INSERT INTO "audit" VALUES(35,'2026-05-12 04:00:00.000000','command','round opened','round:1','{"participants": 3}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'39a0027135d40f2ad72d75a6e476dfcf60bbdd3729940f921770dcf9c45f7d04');
INSERT INTO "audit" VALUES(36,'2026-05-20 04:00:00.000000','command','extended','occurrence:8','{"from": "2026-06-05", "to": "2026-06-10", "reason": {"~": "97a37f65393fcfd8ab51627d2c99012c415efa434086e048d4412b38a4fc03a9"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"due_on": "2026-06-05"}','{"due_on": "2026-06-10"}','43c84cdb7b20ba56ecf07d73a9ad5b780c3fe9d18a8c5ccd21fec3d70067b104');
INSERT INTO "audit" VALUES(37,'2026-06-11 04:00:00.000000','command','round closed','round:1','{"submitted": 0, "accepted": 0}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'d287e1d3da8bbc1c6bec90ec803cd5b37b78e7df032c0596f22fb6fd580403ac');
INSERT INTO "audit" VALUES(38,'2026-06-11 04:00:00.000000','command','extended','occurrence:7','{"from": "2026-06-05", "to": "2026-06-20", "reason": {"~": "f549e0795bdc3d711c90f2b75beec14caabbf3ef5f5a16ec6209119b77403d7b"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"due_on": "2026-06-05"}','{"due_on": "2026-06-20"}','b505ab98aa90d10d93015d6d5b01b0382c6b48d98ef13d8e060e5657e27a6e91');
INSERT INTO "audit" VALUES(39,'2026-06-11 04:00:00.000000','command','participant reopened','round:1','{"participant": 1, "until": {"~": "dd061501a0d0c3e75d678a00c62afc3cf2871c9bd45dd0bbf6ce6b92793a2db9"}, "reason": {"~": "544329eceffe5585f749d3a8a8cc8a0a87b717c72168168bb761b25634d5dc11"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'9f18157271e740e246bd0e8bb59472b2445702249b146a9a137b1cfa2ba26850');
INSERT INTO "audit" VALUES(40,'2026-06-25 04:00:00.000000','command','letters drafted','round:1','{"letters": 3}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'44346e576b94cf0fd72f976e3f11230e57cc0e46d4fbc813ce01abee5a74cd03');
INSERT INTO "audit" VALUES(41,'2026-06-25 04:00:00.000000','command','letter edited','round:1','{"letter": 1, "revision": 2}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'453479857c185a6b17a722e13f502384be32deda38aae973a8bee1dfe239ae5e');
INSERT INTO "audit" VALUES(42,'2026-06-25 04:00:00.000000','command','approved','roadmap:3','{"tasks": 1, "occurrences": 1, "held": 0}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'75c86345abf442e0cfd8b122d274c7b3777c5acb4b5c7b6e8c21f82d7e58156e');
INSERT INTO "audit" VALUES(43,'2026-06-25 04:00:00.000000','command','letter approved','round:1','{"letter": 1, "roadmap": 3, "number": "1/1"}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'b360b35fbf5c519b408be00715559508cbbedfebdca4de79dffac4a8917c24d7');
INSERT INTO "audit" VALUES(44,'2026-06-25 04:00:00.000000','command','cancelled','occurrence:7','{"reason": {"~": "00bf09a16754891a423ae1bb28e453c4372616ee01816cc274903abc1a42f745"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"cancelled_at": null}','{"cancelled_at": "2026-06-25T04:00:00.000000Z"}','64a5c7e91b376003f1ce0286e85bd101c4d59fa8c30149e435ff12bc1bbf6459');
INSERT INTO "audit" VALUES(45,'2026-06-25 04:00:00.000000','command','cancelled','occurrence:8','{"reason": {"~": "b40d5baa2c719c4666034aa062e0116b39f1c1d73b3ef257ac59fd75577e5c59"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"cancelled_at": null}','{"cancelled_at": "2026-06-25T04:00:00.000000Z"}','6aa0aa1fe2e61145aeab29b35a7dee5f8a532ef12694fb242a71787033d94baf');
INSERT INTO "audit" VALUES(46,'2026-06-25 04:00:00.000000','command','cancelled','occurrence:9','{"reason": {"~": "2ae736c21fe291ab7adbe02e9c3985ee4e5934ee1853ac00c0ee560576b835eb"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','{"cancelled_at": null}','{"cancelled_at": "2026-06-25T04:00:00.000000Z"}','8e426be8a8e907a93c8120a25eec45258f06adc83c2fddbcb17cf63386616e9d');
INSERT INTO "audit" VALUES(47,'2026-06-25 04:00:00.000000','command','round cancelled','round:1','{"reason": {"~": "6fd627087589c2d35886367455c814db99471f692de29d186ff52097a5bb8b64"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'bfcfdcfcb04a3cef135cc2525472a73aa6dcffbab5b06146ccca4f6111641903');
INSERT INTO "audit" VALUES(48,'2026-12-01 00:03:01.618505','command','account made','account:1','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'414eb1109d49574aa2d583d09104735b285e4c815ae5ed049f46b87526d70833');
INSERT INTO "audit" VALUES(49,'2026-12-01 00:03:01.618505','command','role granted','account:1','{"role": {"~": "407cab8354f0da3c624799c03e7bc35421e5742c62f9b3a3b8faefb5d250645f"}, "party": null, "roadmap": null}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'5bf06f8418dacdbd51f1289cbceb585a42834aa7e9b259e6c745092fb76e100c');
INSERT INTO "audit" VALUES(50,'2026-12-01 00:03:01.618505','command','password link issued','account:1','{"purpose": {"~": "2c55198e685bd0f6baf08ea45e6920a318e2bc284205617331c33497916c1100"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'a94ba99279cf69516a8ad039464dffa0058d6a29801ddd124c8c1cc548bacf65');
INSERT INTO "audit" VALUES(51,'2026-12-01 00:03:01.644160','command','token made','account:1','{"number": 1, "kinds": ["see", "coordinate"]}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'998ee925de80ec82c5711b1255ff90559fa39cf54a9520c4c6a37534306e58bc');
INSERT INTO "audit" VALUES(52,'2026-12-01 00:03:01.661107','command','token revoked','account:1','{"number": 1}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'238e2f9e2545617d00f4f075051a5ef8fb993e34dfd163339a4cc6177e3a25dc');
INSERT INTO "audit" VALUES(53,'2026-12-01 00:03:01.670796','command','password link issued','account:1','{"purpose": {"~": "8cb6db1131e230396543909011b45c1ffe41c467a84b4d98752e3d59f4c25334"}}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'acc2b128d6da9aeb88bd134a8820d7ea7d490d9fbfa34a059972707d3427965c');
INSERT INTO "audit" VALUES(54,'2026-12-01 00:03:01.681045','command','account disabled','account:1','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'6396a140fe990eb28afc9a10ac86eab8c2fe863214a1d06d35b98b53c7bc2e23');
INSERT INTO "audit" VALUES(55,'2026-12-01 00:03:01.692656','command','account enabled','account:1','{}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'8c070680dd8c2fb4c4c68650b9c2581bfdf3ec8aaaa8fdc2baeb744995142bae');
INSERT INTO "audit" VALUES(56,'2026-12-01 00:03:01.701098','command','role revoked','account:1','{"role": {"~": "515011181b0c505b99fbd72b0e89ffe446aa1458df347e5681c149f84a8e2e53"}, "party": null, "roadmap": null}','56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d',NULL,NULL,'594314df3405b1ec25e64e7c59451d1e91bcc111d9b4e8adceb4768d1db74fbb');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,56,'594314df3405b1ec25e64e7c59451d1e91bcc111d9b4e8adceb4768d1db74fbb','2026-12-01 00:03:01.701098');
CREATE TABLE audit_text (
	digest VARCHAR NOT NULL, 
	salt VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	person_id INTEGER, 
	PRIMARY KEY (digest)
);
INSERT INTO "audit_text" VALUES('56f65a469b89f568e51c478b303b866d3b492e5eb7f25f794a25e6ce16ea8f2d','f2dd44620be511e5d98fc4fb6be2f342','account','root',NULL);
INSERT INTO "audit_text" VALUES('5bf661e11068fcf1e58e125d9c36661d62e7898a465fd4b33437ee26cf1c16a0','1b265dd158c608644ddc45aabbe15443','text','order.txt',NULL);
INSERT INTO "audit_text" VALUES('6019feea589ac164c0defcf51c1aeced28047db4d19310581521a98e4f2240e8','10cf25a61fa7e6633d71937ab7d2947e','text','до 1 октября',NULL);
INSERT INTO "audit_text" VALUES('864336d2ddaf602a728c983cf84cf272ca6748a741f2590c5dfd36d8ee56b58e','948096cdaa187a5b244935d1f8644e86','text','до 1 октября 2026 года',NULL);
INSERT INTO "audit_text" VALUES('b939453ab447203cb5db56399a2dc6fbbbd4a35bd3c53c8288cfe14fb52d9df4','840f9192e48cfc76fa98cd338c234de5','text','https://example.org/seminar',NULL);
INSERT INTO "audit_text" VALUES('e0ad2256fcf0846c54645344a481ba3c837854cc96e57488f9938b9345ca60dd','1cac34e090205e2b74480171cdb89db2','text','нет списка участников',NULL);
INSERT INTO "audit_text" VALUES('e3aa3c6d95586d92230ba8c9e11d42ff02d34ad032e7e6ee4dbee4134f016325','47caaeeea0005e69a09861ec8777f819','text','Письмо исполнителя № 5',NULL);
INSERT INTO "audit_text" VALUES('bf30c3c489ddf8e7fa63dc4c261760e725ec30a5d7c014ffd6bc420746e03ca4','9797df03643ab052b46dcbfb3637889c','text','Ждём экспонаты',NULL);
INSERT INTO "audit_text" VALUES('05ae28148891ed37b2e787d66277aac850ba504050220b7b864c30390e669136','570a3d3c03f165b9a00f88d8147f59e5','text','К началу выставки',NULL);
INSERT INTO "audit_text" VALUES('d6c08834ba03949ae7d057fc05fdc2b14d0c003003bac10fba0e4af2c012a685','d9f19e996d18eecdccdc26a04305f9a3','text','Перенесено на 2027 год',NULL);
INSERT INTO "audit_text" VALUES('4e3f6927ecf0d2355c910d61756961089ed268a01d86f32253a8537f76586d88','5dc22e571558d25ef14437edc0da679e','text','МБУ «Методцентр»',NULL);
INSERT INTO "audit_text" VALUES('7b275e3cf86c96f5fc20567d1fad5d0c5008f5c57680c0f6d0a09054ee952a9e','c68238ed0b9d9ff0c4d3a43cc33e4540','text','МКУ «Архив»',NULL);
INSERT INTO "audit_text" VALUES('7cb722b68b2acdfaabe91d84045e6fa145ea084909ca470b8c0c3cd24a370f52','f6a8d678f93c55fe3b973c2a84b46586','text','заместитель начальника управления Орлова М.Н.',NULL);
INSERT INTO "audit_text" VALUES('28dc8829036404b1b38c4355373c6e72c8cb946fe8e3097b3c3af5eab70cc980','01c76d133a6466caf06cd2b25e0571a1','text','Школьные музеи',NULL);
INSERT INTO "audit_text" VALUES('50f7f5615c80162ab1e42871a441b97ea70d49d5c292acda22f609bfdd5263b4','01e6ec868b9a5ae949981be5f819eca3','text','Школьные музеи',NULL);
INSERT INTO "audit_text" VALUES('a29496d8b950b6c8a85075e05982256f3d46b569730af9a20dd533735f24ea9f','bfef25ec2c8a42a78f2067b7f5f4f2b2','text','manual:2026-05-15:2026-05-29:4a91501fa4c54325',NULL);
INSERT INTO "audit_text" VALUES('97a37f65393fcfd8ab51627d2c99012c415efa434086e048d4412b38a4fc03a9','681996d573723213612ea4db2d7dc03e','text','Письмо № 9',NULL);
INSERT INTO "audit_text" VALUES('f549e0795bdc3d711c90f2b75beec14caabbf3ef5f5a16ec6209119b77403d7b','a1ddcc36aab5d301b71e9a9662965434','text','Не успели',NULL);
INSERT INTO "audit_text" VALUES('dd061501a0d0c3e75d678a00c62afc3cf2871c9bd45dd0bbf6ce6b92793a2db9','1678b10d20b14d86ef84a9a624dae4e6','text','2026-06-20',NULL);
INSERT INTO "audit_text" VALUES('544329eceffe5585f749d3a8a8cc8a0a87b717c72168168bb761b25634d5dc11','f2ab980fcdcfdc0e97e35d14ab55fbce','text','Не успели',NULL);
INSERT INTO "audit_text" VALUES('00bf09a16754891a423ae1bb28e453c4372616ee01816cc274903abc1a42f745','32bbc1ad24721a1972820e3bcd582135','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('b40d5baa2c719c4666034aa062e0116b39f1c1d73b3ef257ac59fd75577e5c59','c5842678a0b76a105309abc2cb14c9c7','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('2ae736c21fe291ab7adbe02e9c3985ee4e5934ee1853ac00c0ee560576b835eb','c930bae595bcd2b32b17a322d9026488','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('6fd627087589c2d35886367455c814db99471f692de29d186ff52097a5bb8b64','169cbd2597b5fdfdd2c5436fe434cf5c','text','Проводим заново',NULL);
INSERT INTO "audit_text" VALUES('407cab8354f0da3c624799c03e7bc35421e5742c62f9b3a3b8faefb5d250645f','9a909a018165fc9eaa977f7ddbb7de1e','text','coordinator',NULL);
INSERT INTO "audit_text" VALUES('2c55198e685bd0f6baf08ea45e6920a318e2bc284205617331c33497916c1100','c0a5b62a13ba2911be86565153cecb89','text','invitation',NULL);
INSERT INTO "audit_text" VALUES('8cb6db1131e230396543909011b45c1ffe41c467a84b4d98752e3d59f4c25334','a97f7be61763a8613d99b730aefb9536','text','password_reset',NULL);
INSERT INTO "audit_text" VALUES('515011181b0c505b99fbd72b0e89ffe446aa1458df347e5681c149f84a8e2e53','0051fb90ed116ef103faea3bf611d974','text','coordinator',NULL);
CREATE TABLE calendar_feed (
	token_sha256 VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	PRIMARY KEY (token_sha256)
);
INSERT INTO "calendar_feed" VALUES('d4bfd4c6aaea813ba56e43edc670c450bd09aa2e34842389544b0acd1141ab02','person:2','2026-12-01 00:03:00.509391',NULL);
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
INSERT INTO "outbox" VALUES(1,'opened:3:1:2026-04-06','mail','<50466ab0324cbf328b8ff2ba299e938b21e772ba@localhost>',1,'forgotten-1@invalid','opened','Открылось: п. 2 Провести семинар для руководителей музеев — с 06.04.2026 по 17.04.2026 (пятница)','2026-04-06','sent',1,'2026-04-06 04:00:00.000000','2026-12-01 00:12:58.927614',NULL,NULL,NULL,'2026-04-06 04:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(2,'digest:2:2026-04-06','mail','<9ea72456849b4d77c6ec67b6eebecd99d4a8bb32@localhost>',2,'archive@example.org','opened','Открылось: 2 задачи на 06.04.2026','2026-04-06','sent',1,'2026-04-06 04:00:00.000000','2026-12-01 00:12:58.927614',NULL,NULL,NULL,'2026-04-06 04:00:00.000000',NULL);
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
	unreachable_since_at DATETIME, forgotten_at DATETIME, language VARCHAR DEFAULT 'ru' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (address)
);
INSERT INTO "person" VALUES(1,'forgotten-1@invalid','забытый человек',NULL,'2026-03-02 04:00:00.000000',0,NULL,'2026-04-20 04:00:00.000000','ru');
INSERT INTO "person" VALUES(2,'archive@example.org','',NULL,'2026-03-02 04:00:00.000000',0,NULL,NULL,'ru');
INSERT INTO "person" VALUES(3,'orlova@example.org','',NULL,'2026-03-02 04:00:00.000000',0,NULL,NULL,'ru');
INSERT INTO "person" VALUES(4,'chief@example.org','',NULL,'2026-04-20 04:00:00.000000',0,NULL,NULL,'ru');
INSERT INTO "person" VALUES(5,'ozero@example.org','Иванова И.И.',NULL,'2026-04-20 04:00:00.000000',0,NULL,NULL,'ru');
INSERT INTO "person" VALUES(6,'les@example.org','',NULL,'2026-04-20 04:00:00.000000',0,NULL,NULL,'ru');
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
INSERT INTO "roadmap" VALUES(1,'План мероприятий («дорожная карта») развития школьных музеев на 2026 год','order_with_roadmap','Управление образования города Березова','12','2026-02-27',2026,2026,'Asia/Yekaterinburg','order.txt','83963c54ba6d5aae84bd84e3a11a08b0b7ba830b5e0d67abd24416c984369d72','bee5ba20553c5ef1b85907b82968d1a52b1752dc52acc9bfa86d4b03d34fc8cc','{"document": {"file": "order.txt", "title": "\u041e\u0431 \u0443\u0442\u0432\u0435\u0440\u0436\u0434\u0435\u043d\u0438\u0438 \u043f\u043b\u0430\u043d\u0430 \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "annex_title": "\u041f\u043b\u0430\u043d \u043c\u0435\u0440\u043e\u043f\u0440\u0438\u044f\u0442\u0438\u0439 (\u00ab\u0434\u043e\u0440\u043e\u0436\u043d\u0430\u044f \u043a\u0430\u0440\u0442\u0430\u00bb) \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434", "kind": "order_with_roadmap", "issuer": "\u0423\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435 \u043e\u0431\u0440\u0430\u0437\u043e\u0432\u0430\u043d\u0438\u044f \u0433\u043e\u0440\u043e\u0434\u0430 \u0411\u0435\u0440\u0435\u0437\u043e\u0432\u0430", "number": "12", "date": "2026-02-27", "place": null, "period": [2026, 2026], "school_year": false, "controllers": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "signatory": "\u0418.\u041f. \u0421\u0435\u0440\u043e\u0432, \u041d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f", "addressee": null, "distribution": [], "amendments": {"documents": [], "anew": false, "dropped": []}, "abbreviations": {}, "organisations": [{"canonical": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "variants": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"]}, {"canonical": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "variants": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"]}, {"canonical": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.", "variants": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."]}]}, "order_points": [{"number": "1", "effective_number": "1", "text": "\u0423\u0442\u0432\u0435\u0440\u0434\u0438\u0442\u044c \u043f\u0440\u0438\u043b\u0430\u0433\u0430\u0435\u043c\u044b\u0439 \u043f\u043b\u0430\u043d \u0440\u0430\u0437\u0432\u0438\u0442\u0438\u044f \u0448\u043a\u043e\u043b\u044c\u043d\u044b\u0445 \u043c\u0443\u0437\u0435\u0435\u0432 \u043d\u0430 2026 \u0433\u043e\u0434.", "responsible": [], "persons": [], "terms": [], "line": 11}, {"number": "2", "effective_number": "2", "text": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb \u043f\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u0438\u0442\u044c \u0441\u0432\u043e\u0434\u043d\u044b\u0439 \u043e\u0442\u0447\u0451\u0442 \u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "persons": [], "terms": [{"raw": "\u0432 \u0441\u0440\u043e\u043a \u0434\u043e 15.12.2026 \u0433.", "kind": "deadline", "occurrences": [[null, "2026-12-15"]], "quarters": ["2026-Q4"], "due_quarters": ["2026-Q4"], "recurrence": null, "meaning": "\u0434\u043e 15 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": [], "problems": [], "event_rule": null}], "line": 13}, {"number": "3", "effective_number": "3", "text": "\u041a\u043e\u043d\u0442\u0440\u043e\u043b\u044c \u0438\u0441\u043f\u043e\u043b\u043d\u0435\u043d\u0438\u044f \u043f\u0440\u0438\u043a\u0430\u0437\u0430 \u0432\u043e\u0437\u043b\u043e\u0436\u0438\u0442\u044c \u043d\u0430 \u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044f \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0443 \u041c.\u041d.", "responsible": ["\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "persons": ["\u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."], "terms": [], "line": 15}], "rows": [{"uid": "1", "number": "1", "number_raw": "1", "year_section": null, "section": null, "title": "\u0421\u043e\u0431\u0440\u0430\u0442\u044c \u0441\u0432\u0435\u0434\u0435\u043d\u0438\u044f \u043e \u043c\u0443\u0437\u0435\u044f\u0445", "raw_term": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "term": {"raw": "\u044f\u043d\u0432\u0430\u0440\u044c - \u0444\u0435\u0432\u0440\u0430\u043b\u044c", "kind": "window", "occurrences": [["2026-01-01", "2026-02-28"]], "quarters": ["2026-Q1"], "due_quarters": ["2026-Q1"], "recurrence": null, "meaning": "\u0441 1 \u044f\u043d\u0432\u0430\u0440\u044f \u043f\u043e 28 \u0444\u0435\u0432\u0440\u0430\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0420\u0435\u0435\u0441\u0442\u0440", "status_raw": null, "details": {}, "line": 28, "page": null, "sheet": null, "row": null}, {"uid": "2", "number": "2", "number_raw": "2", "year_section": null, "section": null, "title": "\u041f\u0440\u043e\u0432\u0435\u0441\u0442\u0438 \u0441\u0435\u043c\u0438\u043d\u0430\u0440 \u0434\u043b\u044f \u0440\u0443\u043a\u043e\u0432\u043e\u0434\u0438\u0442\u0435\u043b\u0435\u0439 \u043c\u0443\u0437\u0435\u0435\u0432", "raw_term": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "term": {"raw": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f", "kind": "window", "occurrences": [["2026-04-06", "2026-04-17"]], "quarters": ["2026-Q2"], "due_quarters": ["2026-Q2"], "recurrence": null, "meaning": "\u0441 6 \u043f\u043e 17 \u0430\u043f\u0440\u0435\u043b\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb / \u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "result": "\u041f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0430, \u0441\u043f\u0438\u0441\u043e\u043a \u0443\u0447\u0430\u0441\u0442\u043d\u0438\u043a\u043e\u0432", "status_raw": null, "details": {}, "line": 29, "page": null, "sheet": null, "row": null}, {"uid": "3", "number": "3", "number_raw": "3", "year_section": null, "section": null, "title": "\u041e\u0431\u043d\u043e\u0432\u0438\u0442\u044c \u044d\u043a\u0441\u043f\u043e\u0437\u0438\u0446\u0438\u0438", "raw_term": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "term": {"raw": "II, IV \u043a\u0432\u0430\u0440\u0442\u0430\u043b\u044b", "kind": "recurring", "occurrences": [["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]], "quarters": ["2026-Q2", "2026-Q4"], "due_quarters": ["2026-Q2", "2026-Q4"], "recurrence": "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001", "meaning": "\u0441 1 \u0430\u043f\u0440\u0435\u043b\u044f \u043f\u043e 30 \u0438\u044e\u043d\u044f 2026 \u0433\u043e\u0434\u0430; \u0441 1 \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043f\u043e 31 \u0434\u0435\u043a\u0430\u0431\u0440\u044f 2026 \u0433\u043e\u0434\u0430", "assumed": ["\u0433\u043e\u0434\u044b \u0432\u0437\u044f\u0442\u044b \u0438\u0437 \u043f\u0435\u0440\u0438\u043e\u0434\u0430 \u0434\u043e\u043a\u0443\u043c\u0435\u043d\u0442\u0430: 2026"], "problems": [], "event_rule": null}, "responsible_raw": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "responsible": ["\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb"], "co_responsible": [], "result": "\u0424\u043e\u0442\u043e\u0433\u0440\u0430\u0444\u0438\u0438 \u043d\u0430 \u0441\u0430\u0439\u0442\u0435", "status_raw": null, "details": {}, "line": 30, "page": null, "sheet": null, "row": null}, {"uid": "4", "number": "4", "number_raw": "4", "year_section": null, "section": null, "title": "\u0418\u0437\u0434\u0430\u0442\u044c \u0441\u0431\u043e\u0440\u043d\u0438\u043a", "raw_term": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "term": {"raw": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "kind": "event", "occurrences": [], "quarters": [], "due_quarters": [], "recurrence": null, "meaning": "\u043f\u043e \u0441\u043e\u0431\u044b\u0442\u0438\u044e: \u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438", "assumed": [], "problems": [], "event_rule": {"amount": 0, "unit": "day", "event": "\u043f\u043e \u043c\u0435\u0440\u0435 \u0433\u043e\u0442\u043e\u0432\u043d\u043e\u0441\u0442\u0438"}}, "responsible_raw": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "responsible": ["\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb"], "co_responsible": [], "result": "\u0421\u0431\u043e\u0440\u043d\u0438\u043a", "status_raw": null, "details": {}, "line": 31, "page": null, "sheet": null, "row": null}], "indicators": [], "targets": [], "monitorings": [], "problems": [], "aliases": {"\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb": "\u041c\u0411\u0423 \u00ab\u041c\u0435\u0442\u043e\u0434\u0446\u0435\u043d\u0442\u0440\u00bb", "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb": "\u041c\u041a\u0423 \u00ab\u0410\u0440\u0445\u0438\u0432\u00bb", "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d.": "\u0437\u0430\u043c\u0435\u0441\u0442\u0438\u0442\u0435\u043b\u044c \u043d\u0430\u0447\u0430\u043b\u044c\u043d\u0438\u043a\u0430 \u0443\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u044f \u041e\u0440\u043b\u043e\u0432\u0430 \u041c.\u041d."}}','2026-03-02 04:00:00.000000','2026-03-02 04:00:00.000000','2026-03-02',NULL,NULL);
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
INSERT INTO "task" VALUES(4,1,3,'row','3','3',NULL,NULL,'Обновить экспозиции','Фотографии на сайте','II, IV кварталы','recurring','с 1 апреля по 30 июня 2026 года; с 1 октября по 31 декабря 2026 года','FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1;UNTIL=20261001',NULL,NULL,NULL,'[["2026-04-01", "2026-06-30"], ["2026-10-01", "2026-12-31"]]',30,NULL);
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
INSERT INTO "tick_slot" VALUES(1,'tick','2026-04-06 04:00:00.000000','done','vm/4026531836:a1d59e53-1902-46d0-81ec-1ffef4a8faad:11468:5788168','2026-12-01 00:12:58.864862',1,'2026-12-01 00:02:58.864862','2026-12-01 00:02:58.940148','{}');
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
CREATE INDEX ix_absence_person_id ON absence (person_id);
CREATE INDEX ix_absence_deputy_id ON absence (deputy_id);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
COMMIT;
